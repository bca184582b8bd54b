using System.Text;

namespace Tarn.Engine.Dialect.Functions.Patterns;

/// <summary>A set of characters, or an escape that is none.</summary>
/// <param name="Units">Of one UTF-16 unit each, as between .NET's square brackets.</param>
/// <param name="Pairs">Patterns for code points of two units.</param>
internal sealed record PatternClass(string Units, IReadOnlyList<string> Pairs)
{
    private const string AnyPair = @"[\ud800-\udbff][\udc00-\udfff]";

    public bool IsNegated { get; init; }

    /// <summary>The code point, when it is a single one.</summary>
    public int? Value { get; private init; }

    /// <summary>Sets that a character must be in as well (<c>&amp;&amp;</c>).</summary>
    public IReadOnlyList<PatternClass> Others { get; private init; } = [];

    /// <summary>Sets that are part of this one although they are written with more than units.</summary>
    private IReadOnlyList<PatternClass> Parts { get; init; } = [];

    private string? Text { get; init; }

    public static PatternClass Single(int point) => point > char.MaxValue
        ? new("", [char.ConvertFromUtf32(point)]) { Value = point }
        : new(PatternEscape.Unit((char)point), []) { Value = point };

    public static PatternClass Set(string units) => new(units, []);

    /// <summary>An escape that means the same to .NET, such as <c>\b</c> or <c>\1</c>.</summary>
    public static PatternClass Raw(string text) => new("", []) { Text = text };

    /// <summary>Reads from the opening bracket to behind the closing one.</summary>
    public static PatternClass Read(string source, ref int place)
    {
        place++;
        bool isNegated = place < source.Length && source[place] == '^';
        place += isNegated ? 1 : 0;
        List<PatternClass> all = [];
        PatternClassBuilder current = new();
        bool isFirst = true;
        while (place < source.Length && (source[place] != ']' || isFirst))
        {
            isFirst = false;
            if (source.AsSpan(place).StartsWith("&&"))
            {
                place += 2;
                all.Add(current.Build());
                current = new PatternClassBuilder();
                isFirst = false;
            }
            else
            {
                current.Add(source, ref place);
            }
        }

        if (place++ >= source.Length)
        {
            throw FunctionError.InvalidArgument($"Invalid pattern '{source}': premature end of char-class");
        }

        all.Add(current.Build());
        return all[0] with { IsNegated = isNegated, Others = all[1..], Value = null };
    }

    public static PatternClass Union(string units, IReadOnlyList<string> pairs, IReadOnlyList<PatternClass> parts) =>
        new(units, pairs) { Parts = parts };

    /// <summary>Whether it can stand between the brackets of another one.</summary>
    public bool IsSimple => !IsNegated && Others.Count == 0 && Parts.Count == 0 && Text is null;

    public string ToPattern(bool isWide)
    {
        if (Text is not null)
        {
            return Text;
        }

        string plain = IsNegated && Others.Count > 0
            ? $"(?:(?!{(this with { IsNegated = false }).ToPattern(isWide)}){Any(isWide)})"
            : Plain(isWide);
        string conditions = IsNegated ? "" : string.Concat(Others.Select(other => $"(?={other.ToPattern(isWide)})"));
        return conditions.Length == 0 ? plain : $"(?:{conditions}{plain})";
    }

    private string Plain(bool isWide)
    {
        List<string> alternatives = [.. isWide ? Pairs : [], .. Parts.Select(part => part.ToPattern(isWide))];
        if (!IsNegated)
        {
            if (Units.Length > 0)
            {
                alternatives.Add($"[{Units}]");
            }

            return alternatives.Count switch
            {
                0 => "(?!)",
                1 when Pairs.Count == 0 => alternatives[0],
                _ => $"(?:{string.Join('|', alternatives)})",
            };
        }

        if (alternatives.Count == 0 && !isWide)
        {
            return Units.Length == 0 ? Any(isWide) : $"[^{Units}]";
        }

        StringBuilder excluded = new(string.Concat(alternatives.Select(alternative => $"(?!{alternative})")));
        string unit = Units.Length == 0 ? @"[\s\S]" : $"[^{Units}]";
        return isWide ? $"(?:{excluded}(?:{AnyPair}|{unit}))" : $"(?:{excluded}{unit})";
    }

    private static string Any(bool isWide) => isWide ? $@"(?:{AnyPair}|[\s\S])" : @"[\s\S]";
}
