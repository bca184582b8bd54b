using System.Globalization;
using Tarn.Common;
using Tarn.Streams.Prefixes;

namespace Tarn.Streams.Delivery;

/// <summary>
/// Keys of the objects of a batch, as Firehose makes them ("Understand Amazon S3 object name format"): prefix, stream,
/// version, time of the oldest record, an id. All of it follows from the plan.
/// </summary>
internal sealed class ObjectNames
{
    private readonly DeliveryPlan _plan;
    private readonly string _extension;
    private readonly TimeZoneInfo _timeZone;
    private readonly PrefixExpression _prefix;
    private readonly PrefixExpression _errorPrefix;

    /// <param name="plan">Of the batch.</param>
    /// <param name="extension">Of objects with records that did not fail.</param>
    public ObjectNames(DeliveryPlan plan, string extension)
    {
        StreamDestination destination = plan.Stream.Definition.Destination;
        _plan = plan;
        _extension = destination.FileExtension ?? extension;
        _timeZone = TimeZoneInfo.FindSystemTimeZoneById(destination.TimeZone);
        _prefix = PrefixExpression.Parse(destination.Prefix);
        _errorPrefix = PrefixExpression.ParseForErrors(destination.Prefix, destination.ErrorPrefix);
    }

    /// <param name="oldest">When the oldest record of the object arrived.</param>
    /// <param name="partitionKeys">Of all its records.</param>
    public string Of(DateTimeOffset oldest, IReadOnlyDictionary<string, string> partitionKeys)
    {
        IEnumerable<string> parts = partitionKeys
            .OrderBy(key => key.Key, StringComparer.Ordinal)
            .Select(key => $"{key.Key}={key.Value}");
        PrefixValues values = ValuesOf(oldest, string.Join('\n', parts)) with { PartitionKeys = partitionKeys };
        return _prefix.Evaluate(values) + FileName(values) + _extension;
    }

    /// <param name="oldest">When the oldest record of the object arrived.</param>
    /// <param name="errorType">Why its records failed.</param>
    public string OfFailed(DateTimeOffset oldest, string errorType)
    {
        PrefixValues values = ValuesOf(oldest, $"failed\n{errorType}") with { ErrorOutputType = errorType };
        return _errorPrefix.Evaluate(values) + FileName(values);
    }

    /// <summary>With another seed for every object there will ever be.</summary>
    private PrefixValues ValuesOf(DateTimeOffset oldest, string part) => new()
    {
        ArrivedAt = oldest,
        TimeZone = _timeZone,
        Seed = string.Create(
            CultureInfo.InvariantCulture,
            $"{_plan.Stream.Definition.Name}\n{_plan.Stream.CreatedAt:O}\n{_plan.First}\n{_plan.Last}\n{part}"),
    };

    private string FileName(PrefixValues values) => string.Create(
        CultureInfo.InvariantCulture,
        $"{_plan.Stream.Definition.Name}-{_plan.Stream.Version}-"
        + $"{TimeZoneInfo.ConvertTime(values.ArrivedAt, _timeZone):yyyy-MM-dd-HH-mm-ss}-{UniversalId.Of(values.Seed)}");
}
