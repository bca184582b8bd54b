namespace Tarn.Engine.Parsing;

internal enum SqlTokenKind
{
    /// <summary>A key word, a name without quotes or a number.</summary>
    Word,

    /// <summary>A name in double quotes.</summary>
    QuotedName,

    /// <summary>A text in single quotes or between dollars.</summary>
    Text,

    /// <summary><c>$name</c></summary>
    Parameter,

    /// <summary>One other character.</summary>
    Symbol,
}
