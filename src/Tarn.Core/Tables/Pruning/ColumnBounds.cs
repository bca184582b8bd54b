using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Pruning;

/// <summary>What is known of one column's values in one file; what is not known is null or false.</summary>
internal sealed record ColumnBounds
{
    private static readonly ColumnBounds OnlyNulls = new() { HasOnlyNulls = true };

    public Comparand? Minimum { get; init; }

    public Comparand? Maximum { get; init; }

    public bool HasNoNulls { get; init; }

    public bool HasOnlyNulls { get; init; }

    /// <summary>True when the bounds are values of the column, and not just below and above them.</summary>
    public bool IsExact { get; init; }

    public static ColumnBounds Of(TableSnapshot snapshot, DataFile file, string column, DeltaType type) =>
        snapshot.PartitionColumns.Contains(column)
            ? OfPartition(file.PartitionValues.GetValueOrDefault(column), type)
            : OfStatistics(file, column, type, isTarn: snapshot.IsWrittenByTarn(file));

    private static ColumnBounds OfPartition(string? value, DeltaType type)
    {
        if (string.IsNullOrEmpty(value))
        {
            return OnlyNulls;
        }

        Comparand? only = ColumnDomains.Of(type) switch
        {
            ColumnDomain.Number => ExactText.Parse(value),
            ColumnDomain.Single => ParseDouble(value, isSingle: true),
            ColumnDomain.Double => ParseDouble(value, isSingle: false),
            ColumnDomain.Text => new Comparand.Text(value),
            ColumnDomain.Date or ColumnDomain.Local or ColumnDomain.Instant => MomentText.Parse(value),
            ColumnDomain.Flag => bool.TryParse(value, out bool flag) ? new Comparand.Flag(flag) : null,
            _ => null,
        };
        return new ColumnBounds { Minimum = only, Maximum = only, HasNoNulls = true, IsExact = true };
    }

    private static ColumnBounds OfStatistics(DataFile file, string column, DeltaType type, bool isTarn)
    {
        long? nulls = (file.Statistics?["nullCount"] as JsonObject)?[column] is JsonValue count
            && count.TryGetValue(out long number) ? number : null;
        bool isReal = ColumnDomains.Of(type) is ColumnDomain.Single or ColumnDomain.Double;
        return new ColumnBounds
        {
            HasNoNulls = nulls == 0,
            HasOnlyNulls = nulls is not null && nulls == file.RowCount,
            Minimum = Bound(file, "minValues", column, type),

            // Others may leave NaN out of a maximum; the engine sorts it above everything.
            Maximum = isReal && !isTarn ? null : AtMost(Bound(file, "maxValues", column, type), type),
        };
    }

    /// <summary>Timestamps are cut to milliseconds, so the largest may be up to one above what is said.</summary>
    private static Comparand? AtMost(Comparand? bound, DeltaType type) =>
        bound is Comparand.Moment moment && ColumnDomains.Of(type) != ColumnDomain.Date
            ? new Comparand.Moment(moment.Ticks + TimeSpan.TicksPerMillisecond)
            : bound;

    private static Comparand? Bound(DataFile file, string statistic, string column, DeltaType type)
    {
        if ((file.Statistics?[statistic] as JsonObject)?[column] is not JsonValue value)
        {
            return null;
        }

        bool isNumber = value.GetValueKind() == JsonValueKind.Number;
        bool isText = value.GetValueKind() == JsonValueKind.String;
        return ColumnDomains.Of(type) switch
        {
            ColumnDomain.Number when isNumber => ExactText.Parse(value.ToJsonString()),
            ColumnDomain.Single when isNumber => ParseDouble(value.ToJsonString(), isSingle: true),
            ColumnDomain.Double when isNumber => ParseDouble(value.ToJsonString(), isSingle: false),
            ColumnDomain.Text when isText => new Comparand.Text(value.GetValue<string>()),
            ColumnDomain.Date or ColumnDomain.Local or ColumnDomain.Instant when isText =>
                MomentText.Parse(value.GetValue<string>()),
            _ => null,
        };
    }

    private static Comparand? ParseDouble(string text, bool isSingle) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out double value)
            ? Comparand.FromDouble(value, isSingle)
            : null;
}
