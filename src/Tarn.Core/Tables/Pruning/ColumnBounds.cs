using System.Globalization;
using Tarn.Tables.Schema;
using Tarn.Tables.Statistics;

namespace Tarn.Tables.Pruning;

/// <summary>What is known of one column's values in one file; what is not known is null or false.</summary>
internal sealed record ColumnBounds
{
    private static readonly ColumnBounds Unknown = new();
    private static readonly ColumnBounds OnlyNulls = new() { HasOnlyNulls = true };

    public Comparand? Minimum { get; init; }

    public Comparand? Maximum { get; init; }

    public bool HasNoNulls { get; init; }

    public bool HasOnlyNulls { get; init; }

    /// <summary>True when the bounds are values of the column, and not just below and above them.</summary>
    public bool IsExact { get; init; }

    /// <param name="column">One of the table's, with its name in data files.</param>
    public static ColumnBounds Of(TableSnapshot snapshot, DataFile file, DeltaField column) =>
        snapshot.PartitionColumns.Contains(column.Name) ? OfPartition(file.PartitionValue(column), column.Type)
        : file.StatisticsText is byte[] text
            ? OfStatistics(snapshot, file, column, ColumnStatistics.Read(text, column.StoredName))
        : Unknown;

    /// <summary>A value of a type from its text; null when it is not known how that compares.</summary>
    public static Comparand? OfText(string value, DeltaType type) => ColumnDomains.Of(type) switch
    {
        ColumnDomain.Number => ExactText.Parse(value),
        ColumnDomain.Single => ParseDouble(value, isSingle: true),
        ColumnDomain.Double => ParseDouble(value, isSingle: false),
        ColumnDomain.Text => new Comparand.Text(value),
        ColumnDomain.Date or ColumnDomain.Local or ColumnDomain.Instant => MomentText.Parse(value),
        ColumnDomain.Flag => bool.TryParse(value, out bool flag) ? new Comparand.Flag(flag) : null,
        _ => null,
    };

    private static ColumnBounds OfPartition(string? value, DeltaType type)
    {
        if (string.IsNullOrEmpty(value))
        {
            return OnlyNulls;
        }

        Comparand? only = OfText(value, type);
        return new ColumnBounds { Minimum = only, Maximum = only, HasNoNulls = true, IsExact = true };
    }

    private static ColumnBounds OfStatistics(
        TableSnapshot snapshot, DataFile file, DeltaField column, ColumnStatistics statistics)
    {
        bool isReal = ColumnDomains.Of(column.Type) is ColumnDomain.Single or ColumnDomain.Double;
        return new ColumnBounds
        {
            // A variant that holds a null reads as null, and is not counted.
            HasNoNulls = statistics.NullCount == 0
                && column.Type is not DeltaType.Primitive { Name: PrimitiveTypes.Variant },

            // The counts are those of the file as it was written, deleted rows included.
            HasOnlyNulls = statistics.NullCount is not null && statistics.NullCount == file.StoredRowCount,
            Minimum = Bound(statistics.Minimum, column),

            // Others may leave NaN out of a maximum; the engine sorts it above everything.
            Maximum = isReal && !snapshot.IsWrittenByTarn(file)
                ? null
                : AtMost(Bound(statistics.Maximum, column), column.Type),
        };
    }

    /// <summary>Timestamps are cut to milliseconds, so the largest may be up to one above what is said.</summary>
    private static Comparand? AtMost(Comparand? bound, DeltaType type) =>
        bound is Comparand.Moment moment && ColumnDomains.Of(type) != ColumnDomain.Date
            ? new Comparand.Moment(moment.Ticks + TimeSpan.TicksPerMillisecond)
            : bound;

    private static Comparand? Bound(StatisticText? bound, DeltaField column) => bound is not { } value
        ? null
        : ColumnDomains.Of(column.Type) switch
        {
            ColumnDomain.Number when value.IsNumber => ExactText.Parse(value.Text),
            ColumnDomain.Single when value.IsNumber => ParseDouble(value.Text, isSingle: true),

            // Bounds from when a widened column was a FLOAT are as exact as that.
            ColumnDomain.Double when value.IsNumber => ParseDouble(value.Text, isSingle: column.IsWidened),
            ColumnDomain.Text when !value.IsNumber => new Comparand.Text(value.Text),
            ColumnDomain.Date or ColumnDomain.Local or ColumnDomain.Instant when !value.IsNumber =>
                MomentText.Parse(value.Text),
            _ => null,
        };

    private static Comparand? ParseDouble(string text, bool isSingle) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out double value)
            ? Comparand.FromDouble(value, isSingle)
            : null;
}
