namespace Observability.Storage.Query;

/// <summary>How a field is read from a row and which operators it takes.</summary>
internal enum FieldType
{
    /// <summary>The row's start; never missing.</summary>
    Time = 0,

    /// <summary>One text or none.</summary>
    Text,

    /// <summary>Any number of texts.</summary>
    TextList,

    /// <summary>One number or none.</summary>
    Number,

    /// <summary>One or more values of an enum or a boolean, as bits.</summary>
    Bits,

    /// <summary>A metadata value by key.</summary>
    Metadata,

    /// <summary>The numbers of the row's scores of one name.</summary>
    ScoreNumbers,

    /// <summary>The texts of the row's scores of one name.</summary>
    ScoreTexts,
}
