using Tarn.Catalog.Hive;
using Tarn.Common;

namespace Tarn.Queries.Statements;

/// <summary>What stands behind WITH in statements that write files; each is taken out once.</summary>
internal sealed class WriteOptions
{
    private const string Format = "format";
    private const string Compression = "compression";
    private const string Location = "external_location";
    private const string Delimiter = "field_delimiter";
    private const string PartitionedBy = "partitioned_by";
    private const string TableType = "table_type";

    private readonly StatementCursor _cursor;
    private readonly int _position;
    private readonly Dictionary<string, (IReadOnlyList<string> Values, int Position)> _options = [];

    private WriteOptions(StatementCursor cursor, int position)
    {
        _cursor = cursor;
        _position = position;
    }

    public int Position => _position;

    /// <summary>None.</summary>
    /// <param name="position">For errors.</param>
    public static WriteOptions Empty(StatementCursor cursor, int position) => new(cursor, position);

    /// <summary><c>(name = 'value', name = ARRAY['value', …], …)</c></summary>
    public static WriteOptions Take(StatementCursor cursor)
    {
        WriteOptions options = new(cursor, cursor.Position);
        cursor.Take("(");
        do
        {
            int position = cursor.Position;
            string name = cursor.TakeName();
            name = name is "parquet_compression" or "write_compression" ? Compression : name;
            cursor.Take("=");
            options._options[name] = (TakeValues(cursor), position);
        }
        while (cursor.TryTake(","));
        cursor.Take(")");
        return options;
    }

    public StoragePlace? TakeLocation() => TakeText(Location) is not { } text ? null
        : StoragePlace.TryParse(text)
            ?? throw _cursor.Wrong(_position, $"'{text}' is not a location. Expecting: 's3://bucket/prefix/'");

    /// <summary>Names of columns, in lower case.</summary>
    public IReadOnlyList<string> TakePartitionedBy() => _options.Remove(PartitionedBy, out var option)
        ? [.. option.Values.Select(name => name.ToLowerInvariant())]
        : [];

    /// <param name="known">Names of formats.</param>
    /// <param name="otherwise">When no format is said; null when one must be.</param>
    public ResultFormat TakeFormat(IReadOnlyList<string> known, string? otherwise)
    {
        string name = (TakeText(Format) ?? otherwise)?.ToUpperInvariant()
            ?? throw _cursor.Wrong(_position, $"the option '{Format}' is missing");
        if (ResultFormat.MissingNames.Contains(name))
        {
            throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"NOT_SUPPORTED: Tarn does not write {name} files",
                _position,
                $"it writes {string.Join(", ", known)}");
        }

        if (!known.Contains(name))
        {
            throw _cursor.Wrong(_position, $"format '{name}'. Expecting: {Quoted(known)}");
        }

        ResultFormat format = new(name, TakeCompression(name), TakeDelimiter());
        return format.Delimiter is null || format.IsDelimited
            ? format
            : throw _cursor.Wrong(_position, $"'{Delimiter}' is for text, and the format is {name}");
    }

    /// <summary>Whether a Delta table is wanted, not one of files in place.</summary>
    public bool TakeIsDelta() => TakeText(TableType)?.ToUpperInvariant() switch
    {
        null or "HIVE" => false,
        "DELTA" => true,
        string type => throw IsNotBuilt($"{TableType} = '{type}'", _position, "it makes HIVE and DELTA tables"),
    };

    /// <summary>The one that Delta tables have; their compression is not to be chosen.</summary>
    public ResultFormat TakeDeltaFormat() => TakeText(Format)?.ToUpperInvariant() is null or ResultFormat.Parquet
        ? new ResultFormat(ResultFormat.Parquet, "SNAPPY", Delimiter: null)
        : throw _cursor.Wrong(_position, $"format of a Delta table. Expecting: '{ResultFormat.Parquet}'");

    /// <exception cref="StatementException"><c>TN3005</c>: there are options that Tarn does not have.</exception>
    public void RequireNoOthers()
    {
        if (_options.Count > 0)
        {
            string hint = $"it has {Format}, {Compression}, {Location}, {Delimiter}, {PartitionedBy} and {TableType}";
            throw IsNotBuilt(_options.Keys.First(), _options.Values.First().Position, hint);
        }
    }

    private static StatementException IsNotBuilt(string option, int position, string hint) => new(
        ErrorCodes.StatementNotAllowed,
        $"NOT_SUPPORTED: Tarn does not have the option '{option}'",
        position,
        hint);

    private string TakeCompression(string format)
    {
        string? text = TakeText(Compression);
        string compression = text?.ToUpperInvariant() ?? ResultFormat.DefaultCompression;
        IReadOnlyList<string> known = ResultFormat.CompressionsOf(format);
        return known.Contains(compression)
            ? compression
            : throw _cursor.Wrong(_position, $"compression '{text}'. Expecting: {Quoted(known)}");
    }

    private char? TakeDelimiter() => TakeText(Delimiter) switch
    {
        null => null,
        { Length: 1 } text when text[0] is not ('\n' or '\r') => text[0],
        string text => throw _cursor.Wrong(_position, $"{Delimiter} '{text}'. Expecting: one character"),
    };

    private string? TakeText(string name)
    {
        if (!_options.Remove(name, out (IReadOnlyList<string> Values, int Position) option))
        {
            return null;
        }

        return option.Values.Count == 1
            ? option.Values[0]
            : throw _cursor.Wrong(option.Position, $"the option '{name}' has {option.Values.Count} values");
    }

    /// <summary>A text, a number, a name such as true, or an array of texts.</summary>
    private static List<string> TakeValues(StatementCursor cursor)
    {
        if (!cursor.TryTake("ARRAY"))
        {
            return [cursor.IsText ? cursor.TakeText() : cursor.TakeWord()];
        }

        List<string> values = [];
        cursor.Take("[");
        do
        {
            values.Add(cursor.TakeText());
        }
        while (cursor.TryTake(","));
        cursor.Take("]");
        return values;
    }

    private static string Quoted(IReadOnlyList<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
