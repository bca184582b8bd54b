namespace Tarn.Engine.Dialect.Functions.Json.Path;

internal enum PathTokenKind
{
    Word,

    Number,

    /// <summary>In double quotes.</summary>
    Text,

    /// <summary><c>$name</c>, or <c>$</c> alone.</summary>
    Variable,

    Symbol,
}
