using Tarn.Engine.Dialect.Rewriting;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>
/// Writing and reading by a format. A format that stands in the statement and that the engine has too becomes one of
/// the engine's.
/// </summary>
/// <param name="Name">Trino's function; its second argument is the format.</param>
/// <param name="Patterns">Reads the format.</param>
/// <param name="Translate">The format for the engine; null when it has no such.</param>
/// <param name="Fast">The template for such formats, <c>{f}</c> being the engine's.</param>
/// <param name="General">The one for all others.</param>
internal sealed record FormatRule(
    string Name,
    PatternCache Patterns,
    Func<IReadOnlyList<DatetimePart>, string?> Translate,
    string Fast,
    string General) : CallRule(Name, 2, 2)
{
    public override void Write(Rewriter rewriter, Site site)
    {
        string? format = Literals.TextOf(rewriter, site.Operands[1]) is { } text ? Translated(text) : null;
        TemplateRule.Write(
            rewriter,
            site,
            format is null ? General : Fast.Replace("{f}", SqlText.Literal(format), StringComparison.Ordinal));
    }

    /// <summary>What is wrong with a format is said when the query is run.</summary>
    private string? Translated(string format)
    {
        try
        {
            return Translate(Patterns.Get(format));
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
