namespace Tarn.Engine.Parsing;

/// <summary>A piece of SQL text that stands for itself: white space and comments are none.</summary>
/// <param name="Start">Offset in characters from 0.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length)
{
    public int End => Start + Length;

    public ReadOnlySpan<char> Text(string sql) => sql.AsSpan(Start, Length);

    /// <summary>True for the word, in any case and without quotes, or for the character.</summary>
    public bool Is(string sql, string text) =>
        Kind is SqlTokenKind.Word or SqlTokenKind.Symbol
        && Text(sql).Equals(text, StringComparison.OrdinalIgnoreCase);
}
