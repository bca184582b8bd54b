using System.Text.RegularExpressions;

namespace Tarn.Queries.Statements;

/// <summary>
/// The pattern of SHOW: a regular expression for whole names, in any case, in which <c>*</c> alone stands for any text.
/// </summary>
public sealed partial record NamePattern
{
    private readonly Regex _expression;

    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It looks back or ahead.</exception>
    public NamePattern(string text)
    {
        Text = text;
        _expression = new Regex(
            $"^(?:{LoneStar().Replace(text, ".*")})$",
            RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    public bool IsMatch(string name) => _expression.IsMatch(name);

    public bool Equals(NamePattern? other) => other?.Text == Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![.\])])\*")]
    private static partial Regex LoneStar();
}
