using System.Net;
using System.Text.RegularExpressions;

namespace Observability.Evaluation.Deterministic.Pii;

/// <summary>Finds personal and secret data by its form.</summary>
internal static partial class PiiScanner
{
    private const int TimeoutMilliseconds = 1000;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public static void Scan(string text, PiiKinds kinds, List<PiiMatch> found)
    {
        if (kinds.HasFlag(PiiKinds.Email) && text.Contains('@'))
        {
            Add(text, Email(), PiiKinds.Email, null, found);
        }

        if (kinds.HasFlag(PiiKinds.Secret))
        {
            Add(text, Secret(), PiiKinds.Secret, null, found);
        }

        if (kinds.HasFlag(PiiKinds.IpAddress) && text.Contains(':'))
        {
            Add(text, Ipv6(), PiiKinds.IpAddress, IsPublicAddress, found);
        }

        if (text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            ScanDigits(text, kinds, found);
        }
    }

    private static void ScanDigits(string text, PiiKinds kinds, List<PiiMatch> found)
    {
        if (kinds.HasFlag(PiiKinds.Iban))
        {
            Iban.Find(text, found);
        }

        if (kinds.HasFlag(PiiKinds.Card))
        {
            Add(text, CardNumber(), PiiKinds.Card, PaymentCard.IsValid, found);
        }

        if (kinds.HasFlag(PiiKinds.Ssn))
        {
            Add(text, SocialSecurityNumber(), PiiKinds.Ssn, null, found);
        }

        if (kinds.HasFlag(PiiKinds.IpAddress))
        {
            Add(text, Ipv4(), PiiKinds.IpAddress, IsPublicAddress, found);
        }

        if (kinds.HasFlag(PiiKinds.Phone))
        {
            // Last: the digits of an account or card are no telephone number too.
            Add(text, Phone(), PiiKinds.Phone, IsPhone, found);
        }
    }

    private static void Add(string text, Regex regex, PiiKinds kind, Func<ReadOnlySpan<char>, bool>? accept, List<PiiMatch> found)
    {
        foreach (var match in regex.EnumerateMatches(text))
        {
            var (index, length) = (match.Index, match.Length);
            if ((accept is null || accept(text.AsSpan(index, length))) && !found.Exists(other => other.Index < index + length && index < other.Index + other.Length))
            {
                found.Add(new PiiMatch(kind, index, length));
            }
        }
    }

    private static bool IsPublicAddress(ReadOnlySpan<char> text) =>
        IPAddress.TryParse(text, out var address) && !IPAddress.IsLoopback(address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any);

    private static bool IsPhone(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return digits is >= 8 and <= 15;
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])", Options, TimeoutMilliseconds)]
    private static partial Regex Email();

    [GeneratedRegex(@"(?<![\w+])(\+[1-9]([ ().-]{0,2}[0-9]){7,14}|(\+?1[ .-])?(\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[ .-])[2-9][0-9]{2}[ .-][0-9]{4})(?![\w-])", Options, TimeoutMilliseconds)]
    private static partial Regex Phone();

    [GeneratedRegex(@"(?<![\w.-])[2-6]([ -]?[0-9]){12,18}(?![\w-])", Options, TimeoutMilliseconds)]
    private static partial Regex CardNumber();

    [GeneratedRegex(@"(?<![\w-])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![\w-])", Options, TimeoutMilliseconds)]
    private static partial Regex SocialSecurityNumber();

    [GeneratedRegex(@"(?<![\w.-])((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?![\w-]|\.[0-9])", Options, TimeoutMilliseconds)]
    private static partial Regex Ipv4();

    // With a digit, and eight groups or a gap: words of programming languages (std::vector) are none.
    [GeneratedRegex(@"(?<![\w:.])(?=[0-9a-fA-F:]{0,38}[0-9])([0-9a-fA-F]{1,4}:){2,7}[0-9a-fA-F:]{0,35}[0-9a-fA-F](?![\w:])|(?<![\w:.])[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{1,4}){0,5}::([0-9a-fA-F]{1,4}:){0,5}[0-9]{1,4}(?![\w:])", Options, TimeoutMilliseconds)]
    private static partial Regex Ipv6();

    [GeneratedRegex(@"(?<![A-Za-z0-9])(A(KIA|SIA)[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{50,255}|sk-[A-Za-z0-9_-]{20,255}|sk-lf-[0-9a-f-]{36}|xox[abpr]-[A-Za-z0-9-]{10,255}|AIza[0-9A-Za-z_-]{35}|eyJ[A-Za-z0-9_-]{10,4000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,4000})(?![A-Za-z0-9])|-----BEGIN ([A-Z]{2,10} )?PRIVATE KEY-----", Options, TimeoutMilliseconds)]
    private static partial Regex Secret();
}
