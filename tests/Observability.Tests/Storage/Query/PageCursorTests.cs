using FsCheck.Xunit;
using Observability.Storage.Query;

namespace Observability.Tests.Storage.Query;

public sealed class PageCursorTests
{
    [Property]
    public bool Decode_WhatWasEncoded_IsTheSameKey(ulong fingerprint, long ticks, double number, FsCheck.NonNull<string> text, FsCheck.NonEmptyString id)
    {
        var values = new[] { SortValue.From(ticks), SortValue.From(double.IsNaN(number) ? 0 : number), SortValue.From(Valid(text.Get)), default };

        return Array.TrueForAll(values, value =>
        {
            var key = new SortKey(value, Valid(id.Get));
            return PageCursor.Decode(PageCursor.Encode(fingerprint, key), fingerprint) == key;
        });
    }

    [Property]
    public bool Decode_AnyText_IsRefusedWithAnArgumentException(FsCheck.NonNull<string> text)
    {
        try
        {
            PageCursor.Decode(text.Get, 1);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    [Fact]
    public void Decode_CutOrLengthenedCursor_NeverReadsPastIt()
    {
        var cursor = PageCursor.Encode(1, new SortKey(SortValue.From("value"), "id"));

        for (var length = 0; length < cursor.Length; length++)
        {
            var cut = cursor[..length];
            var exception = Record.Exception(() => PageCursor.Decode(cut, 1));
            Assert.True(exception is null or ArgumentException, $"{length}: {exception}");
        }
    }

    private static string Valid(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
