using System.Globalization;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Common;
using Tarn.Engine;

namespace Tarn.Queries.Statements.Writing;

/// <summary>
/// Text with a row a line. The lines are made by SQL of ours and written as they are: the engine's own way of writing
/// text has no values that it refuses, only some that are read back as others.
/// </summary>
/// <param name="compression">One of <see cref="ResultFormat.CompressionsOf"/> text.</param>
internal abstract class LineForm(string compression) : FileForm
{
    /// <summary>How messages of values that cannot be written begin, as Athena's do.</summary>
    public const string Refusal = "HIVE_WRITER_DATA_ERROR: ";

    private const string Line = "tarn_line";

    public override string CopyOptions => "FORMAT csv, DELIM '\n', QUOTE '', ESCAPE '', NULLSTR '', "
        + $"HEADER {(Header is null ? "false" : "true")}, "
        + $"COMPRESSION {(compression == TextCompression.None ? "none" : TextCompression.EngineName(compression))}";

    /// <summary>The first line of each file; null for none.</summary>
    protected virtual string? Header => null;

    /// <summary>Readers take no longer lines.</summary>
    protected abstract int LineBytesMax { get; }

    public sealed override SqlAround Around(IReadOnlyList<ColumnEntry> columns, IReadOnlyList<string> keys)
    {
        string isTooLong = $"strlen({Line}) > {LineBytesMax.ToString(CultureInfo.InvariantCulture)}";
        IEnumerable<string> problems = Problems()
            .Append((Condition: isTooLong, What: "a row that is too long"))
            .Select(problem => $"WHEN {problem.Condition} THEN {Refuse(problem.What, Line)}");
        string checkedLine = $"CASE {string.Join(' ', problems)} ELSE {Line} END";
        string name = SqlText.Identifier(Header ?? Line);
        return new SqlAround(
            $"SELECT {SqlText.List(keys.Prepend($"{checkedLine} AS {name}"))} FROM ("
                + $"SELECT {SqlText.List(keys.Prepend($"{LineOf(columns)} AS {Line}"))} FROM (",
            "))");
    }

    /// <summary>SQL of the line of a row; never null.</summary>
    protected abstract string LineOf(IReadOnlyList<ColumnEntry> columns);

    /// <summary>What else may be wrong with the whole line, which is the column <c>tarn_line</c>.</summary>
    protected virtual IEnumerable<(string Condition, string What)> Problems() => [];

    /// <summary>SQL that ends the statement.</summary>
    /// <param name="value">SQL of the text to show the start of.</param>
    protected static string Refuse(string what, string value) =>
        $"error({SqlText.Literal($"{Refusal}{what} cannot be written: ")} || left({value}, 60))";

    /// <summary>A text as dates and moments of the column are written; null when that is ISO 8601.</summary>
    protected static string? Formatted(ColumnEntry column, HiveType type) =>
        column.Format is { } format && (type == HiveType.Date || type == HiveType.Timestamp)
            ? $"strftime({SqlText.Identifier(column.Name)}, {SqlText.Literal(format)})"
            : null;

    /// <summary>Whether the text of a formatted moment is read back as another one.</summary>
    protected static string IsLossy(ColumnEntry column, HiveType type, string text) =>
        $"TRY_CAST(try_strptime({text}, {SqlText.Literal(column.Format!)}) AS {type.EngineType})"
        + $" IS DISTINCT FROM {SqlText.Identifier(column.Name)}";

    protected static bool IsNested(HiveType type) => type is HiveType.Array or HiveType.Map or HiveType.Struct;

    /// <exception cref="TarnException"><c>TN3005</c>: bytes inside of a nested value.</exception>
    protected static void RequireText(ColumnEntry column, HiveType type)
    {
        if (IsNested(type) && HasBinary(type))
        {
            throw new TarnException(
                ErrorCodes.StatementNotAllowed,
                $"NOT_SUPPORTED: column '{column.Name}' is {type}, and text has no way to write its bytes")
            {
                Hint = "write Parquet, or to_hex() of the bytes",
            };
        }
    }

    private static bool HasBinary(HiveType type) => type switch
    {
        HiveType.Array array => HasBinary(array.Element),
        HiveType.Map map => HasBinary(map.Key) || HasBinary(map.Value),
        HiveType.Struct structure => structure.Fields.Any(field => HasBinary(field.Type)),
        _ => type == HiveType.Binary,
    };
}
