using System.Text.RegularExpressions;
using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Streams.Rules;

/// <summary>What the definition of a stream must keep to, whoever made it.</summary>
public static partial class StreamRules
{
    private const int ExtensionLengthMax = 128;

    /// <summary>Everything that is wrong; empty when the definition is good.</summary>
    public static IReadOnlyList<StreamProblem> FindProblems(StreamDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return
        [
            .. Own(definition),
            .. PrefixRules.FindProblems(definition.Destination),
            .. Of(definition.Destination),
            .. IntakeRules.FindProblems(definition.Intake),
        ];
    }

    /// <exception cref="TarnException"><c>TN1005</c>: something is wrong; the first is told.</exception>
    public static void Require(StreamDefinition definition)
    {
        if (FindProblems(definition) is [var first, ..])
        {
            throw new TarnException(ErrorCodes.BadArgument, $"stream '{definition.Name}': {first.Message}")
            {
                Hint = first.Hint,
            };
        }
    }

    /// <summary>Whether a stream may be called so.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    private static IEnumerable<StreamProblem> Own(StreamDefinition definition)
    {
        if (!IsName(definition.Name))
        {
            yield return new(
                StreamSetting.Name,
                $"'{definition.Name}' is no name of a stream",
                "names have 1 to 64 letters, digits, '_', '.' and '-'");
        }

        BufferHints buffer = definition.Buffer;
        if (buffer.Seconds is < 0 or > BufferHints.SecondsMax)
        {
            yield return new(
                StreamSetting.Buffer,
                $"the buffer has {buffer.Seconds} seconds, expected 0 to {BufferHints.SecondsMax}");
        }

        if (buffer.Megabytes is < BufferHints.MegabytesMin or > BufferHints.MegabytesMax)
        {
            yield return new(
                StreamSetting.Buffer,
                $"the buffer has {buffer.Megabytes} MB, expected {BufferHints.MegabytesMin} to"
                + $" {BufferHints.MegabytesMax}");
        }

        StreamLimits limits = definition.Limits;
        if (limits is { RecordsPerSecond: < 1 } or { BytesPerSecond: < 1 } or { BacklogBytesMax: < 1 })
        {
            yield return new(StreamSetting.Limits, "a limit is below 1, so that nothing could be put");
        }
    }

    private static IEnumerable<StreamProblem> Of(StreamDestination destination)
    {
        if (!Buckets.IsName(destination.Bucket))
        {
            yield return new(StreamSetting.Bucket, $"'{destination.Bucket}' is no name of a bucket");
        }

        if (destination.Parquet is { } parquet)
        {
            if (!TableName.TryParse($"{parquet.Database}.{parquet.Table}", out _))
            {
                yield return new(
                    StreamSetting.Parquet, $"'{parquet.Database}.{parquet.Table}' is no name of a table");
            }

            if (destination.Compression != StreamCompression.None)
            {
                yield return new(
                    StreamSetting.Compression,
                    $"the compression is {destination.Compression}, and Parquet is compressed by itself",
                    "leave the compression out");
            }
        }

        if (destination.FileExtension is { Length: > 0 } extension
            && (extension.Length > ExtensionLengthMax || !Extension().IsMatch(extension)))
        {
            yield return new(
                StreamSetting.FileExtension,
                $"'{extension}' is no extension",
                "an extension is a dot and then lower case letters, digits and !-_.*'()");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(destination.TimeZone, out _))
        {
            yield return new(
                StreamSetting.TimeZone, $"there is no time zone '{destination.TimeZone}'", "for example Europe/Berlin");
        }

        if (destination.Split is { Delimiter: "" })
        {
            yield return new(StreamSetting.Split, "the delimiter between records is empty");
        }

        if (destination.Transform is { } transform
            && string.IsNullOrWhiteSpace(transform.Sql) == string.IsNullOrWhiteSpace(transform.Function))
        {
            yield return new(StreamSetting.Transform, "a transform is either SQL or a function, expected one of them");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^\.[0-9a-z!\-_.*'()]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Extension();
}
