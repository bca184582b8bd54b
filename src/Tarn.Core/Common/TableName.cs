using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Tarn.Common;

/// <summary>
/// The name of a table: <c>database.table</c>, lower case letters, digits and underscores
/// (the rules Glue and Athena have), compared by its text.
/// </summary>
public sealed partial record TableName(string Database, string Table)
{
    /// <summary>How names of quarantine tables end; no other table may be named so.</summary>
    public const string QuarantineSuffix = "__quarantine";

    private const int PartLengthMax = 255;

    /// <summary>The table that holds the rows <c>on_fail: quarantine</c> checks took out of this one.</summary>
    public TableName Quarantine => this with { Table = Table + QuarantineSuffix };

    /// <summary>The table whose rows this quarantine holds; null when the name is not that of a quarantine.</summary>
    public TableName? QuarantineOf => Table.EndsWith(QuarantineSuffix, StringComparison.Ordinal)
        ? this with { Table = Table[..^QuarantineSuffix.Length] }
        : null;

    public static bool TryParse(string text, [NotNullWhen(true)] out TableName? name)
    {
        string[] parts = text.Split('.');
        bool valid = parts.Length == 2 && parts.All(part => part.Length <= PartLengthMax && Part().IsMatch(part));
        name = valid ? new TableName(parts[0], parts[1]) : null;
        return valid;
    }

    /// <exception cref="ArgumentException">The text is not <c>database.table</c>.</exception>
    public static TableName Parse(string text) => TryParse(text, out TableName? name)
        ? name
        : throw new ArgumentException($"'{text}' is not a table name; expected database.table", nameof(text));

    public override string ToString() => $"{Database}.{Table}";

    [GeneratedRegex("^[a-z_][a-z0-9_]*$")]
    private static partial Regex Part();
}
