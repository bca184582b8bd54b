using System.Globalization;
using Tarn.Engine.Values;

namespace Tarn.Engine;

/// <summary>Puts names and values into SQL text safely. Prefer bound parameters for values.</summary>
public static class SqlText
{
    /// <summary>The name in double quotes, quotes inside doubled.</summary>
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The text as a SQL string literal.</summary>
    public static string Literal(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>A literal of the value's own type; null is <c>NULL</c>.</summary>
    /// <exception cref="ArgumentException">Values of the CLR type have no literal.</exception>
    public static string Literal(object? value) => value switch
    {
        null => "NULL",
        string text => Literal(text),
        bool flag => flag ? "TRUE" : "FALSE",
        float number => $"CAST({Literal(number.ToString("R", CultureInfo.InvariantCulture))} AS FLOAT)",
        double number => $"CAST({Literal(number.ToString("R", CultureInfo.InvariantCulture))} AS DOUBLE)",
        byte[] bytes => $"from_hex('{Convert.ToHexString(bytes)}')",
        Guid guid => $"CAST('{guid:D}' AS UUID)",
        DateOnly date => $"DATE '{date:yyyy-MM-dd}'",
        EngineDate date => $"DATE '{date}'",
        TimeOnly time => $"TIME '{time:HH:mm:ss.ffffff}'",
        DateTime timestamp => $"TIMESTAMP '{timestamp:yyyy-MM-dd HH:mm:ss.ffffff}'",
        DateTimeOffset instant => $"TIMESTAMPTZ '{instant.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'",
        EngineTimestamp timestamp => $"CAST('{timestamp}' AS {timestamp.TypeName})",
        EngineInterval interval => $"INTERVAL '{interval}'",
        TimeSpan span => $"INTERVAL '{EngineInterval.FromTimeSpan(span)}'",
        object?[] elements => $"[{List(elements.Select(Literal))}]",
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal
            or Int128 or UInt128 or System.Numerics.BigInteger or EngineDecimal =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no SQL literal; bind it as a parameter."),
    };

    /// <summary>
    /// A list of files for the engine to read. It takes names for patterns, so characters that mean something in one
    /// are put into brackets: <c>a[1].csv</c> would otherwise be <c>a1.csv</c>.
    /// </summary>
    public static string Paths(IEnumerable<string> paths) =>
        $"[{List(paths.Select(path => Literal(ExactPattern(path))))}]";

    /// <summary>Why a path is not <see cref="IsNameable"/>; a sentence.</summary>
    public const string NotNameable =
        "the engine cannot read a file whose name has a '\\' together with '*', '?' or '['; rename it";

    /// <summary>
    /// False when <see cref="Paths"/> cannot name the file: in patterns the engine takes '\' for a slash, or for
    /// something that makes the next character an ordinary one.
    /// </summary>
    public static bool IsNameable(string path) => OperatingSystem.IsWindows()
        || !path.Contains('\\', StringComparison.Ordinal)
        || path.AsSpan().IndexOfAny('[', '*', '?') < 0;

    /// <summary>The parts joined by commas.</summary>
    public static string List(IEnumerable<string> parts) => string.Join(", ", parts);

    private static string ExactPattern(string path) => path.AsSpan().IndexOfAny('[', '*', '?') < 0
        ? path
        : string.Concat(path.Select(character => character is '[' or '*' or '?' ? $"[{character}]" : $"{character}"));

    /// <summary>The name as the engine prints it: in quotes only where needed.</summary>
    internal static string IdentifierIfNeeded(string name)
    {
        bool isPlain = name.Length > 0 && !char.IsAsciiDigit(name[0]) && !SqlKeywords.Contains(name)
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
        return isPlain ? name : Identifier(name);
    }
}
