using System.Text.Json;
using Observability.Evaluation.Json;

namespace Observability.Evaluation.Tests.Json;

public sealed class JsonPathTests
{
    private static readonly JsonElement Value = JsonElement.Parse("""{"a":{"b":[1,{"c":"x"},3]},"odd 'key'":4,"c":"y"}""");

    [Theory]
    [InlineData("$.c", "\"y\"")]
    [InlineData("$['a'].b[0]", "1")]
    [InlineData("$.a.b[-1]", "3")]
    [InlineData("$.a.b[1].c", "\"x\"")]
    [InlineData("$['odd \\'key\\'']", "4")]
    [InlineData("$.a.b[*]", "1|{\"c\":\"x\"}|3")]
    [InlineData("$..c", "\"y\"|\"x\"")]
    [InlineData("$.a.*[2]", "3")]
    [InlineData("$.nope", "")]
    [InlineData("$.a.b[9]", "")]
    public void Find_Path_FindsItsValues(string path, string expected) =>
        Assert.Equal(expected, string.Join('|', JsonPath.Parse(path).Find(Value).Select(found => found.GetRawText())));

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("$a")]
    [InlineData("$.")]
    [InlineData("$[")]
    [InlineData("$['a'")]
    [InlineData("$[?(@.a)]")]
    public void Parse_WhatIsNoPath_SaysSo(string path) => Assert.Throws<FormatException>(() => JsonPath.Parse(path));
}
