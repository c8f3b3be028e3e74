namespace Observability.Evaluation.Deterministic;

/// <summary>Kinds of personal or secret data that have a form.</summary>
[Flags]
public enum PiiKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>E-mail addresses.</summary>
    Email = 1,

    /// <summary>Telephone numbers: international with <c>+</c> and 8 to 15 digits, and North American ones.</summary>
    Phone = 2,

    /// <summary>Bank accounts: an IBAN of its country's length whose checksum holds (ISO 13616, ISO 7064 mod 97-10).</summary>
    Iban = 4,

    /// <summary>Payment cards: 13 to 19 digits with a known beginning whose Luhn checksum holds (ISO/IEC 7812).</summary>
    Card = 8,

    /// <summary>US social security numbers that can have been assigned.</summary>
    Ssn = 16,

    /// <summary>IP addresses, except loopback and unspecified ones.</summary>
    IpAddress = 32,

    /// <summary>Keys and tokens of well-known services, and private keys.</summary>
    Secret = 64,

    /// <summary>All of them.</summary>
    All = Email | Phone | Iban | Card | Ssn | IpAddress | Secret,
}
