using System.Text;
using Tarn.Common;

namespace Tarn.Streams.Prefixes;

/// <summary>
/// What the keys of a stream's objects begin with, with Firehose's expressions ("Understand custom prefixes for Amazon
/// S3 objects"). Immutable.
/// </summary>
public sealed class PrefixExpression
{
    /// <summary>Of the text, and of what it stands for in an object, in characters.</summary>
    public const int LengthMax = 1024;

    /// <summary>Follows a prefix that tells no time by itself.</summary>
    private const string DatedEnd = "!{timestamp:yyyy/MM/dd/HH}/";

    private const string ErrorOutput = "!{firehose:error-output-type}/";

    private readonly IReadOnlyList<PrefixPart> _parts;

    private PrefixExpression(string text, IReadOnlyList<PrefixPart> parts)
    {
        Text = text;
        HasExpressions = parts.Any(part => part is not PrefixPart.Literal);
        HasTimestamp = parts.Any(part => part is PrefixPart.Timestamp);
        _parts = HasTimestamp ? parts : [.. parts, .. PrefixParser.Parse(DatedEnd)];
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public bool HasExpressions { get; }

    /// <summary>Whether it tells a time by itself.</summary>
    public bool HasTimestamp { get; }

    public bool HasErrorOutputType => _parts.Any(part => part is PrefixPart.ErrorOutputType);

    /// <summary>Names of the keys that paths into records give, each once.</summary>
    public IReadOnlyList<string> QueryKeys => KeysOf(isFromLambda: false);

    /// <summary>Names of the keys that a function gives, each once.</summary>
    public IReadOnlyList<string> LambdaKeys => KeysOf(isFromLambda: true);

    /// <summary>
    /// Reads a prefix. When it has no expression of a timestamp, <c>yyyy/MM/dd/HH/</c> follows what it stands for.
    /// </summary>
    /// <exception cref="TarnException"><c>TN1005</c>, with the character that is wrong.</exception>
    public static PrefixExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= LengthMax
            ? new PrefixExpression(text, PrefixParser.Parse(text))
            : throw new TarnException(
                ErrorCodes.BadArgument, $"a prefix has {text.Length} characters, expected at most {LengthMax}");
    }

    /// <summary>
    /// The prefix of records that failed. Where it does not say itself why they did, that follows it; where there is
    /// none, it is the one of the others.
    /// </summary>
    /// <param name="prefix">Of the others.</param>
    /// <param name="errorPrefix">Empty is none.</param>
    /// <exception cref="TarnException"><c>TN1005</c>, with the character that is wrong.</exception>
    public static PrefixExpression ParseForErrors(string prefix, string errorPrefix)
    {
        ArgumentNullException.ThrowIfNull(errorPrefix);
        PrefixExpression parsed = Parse(errorPrefix.Length == 0 ? prefix : errorPrefix);
        return parsed.HasExpressions ? parsed : Parse(parsed.Text + ErrorOutput);
    }

    /// <summary>What it stands for in one object.</summary>
    /// <exception cref="TarnException">
    /// <c>TN4005</c>: a partition key that it names has no value, or it stands for more than
    /// <see cref="LengthMax"/> characters.
    /// </exception>
    public string Evaluate(PrefixValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        DateTimeOffset arrivedAt = TimeZoneInfo.ConvertTime(values.ArrivedAt, values.TimeZone);
        StringBuilder text = new();
        int randomIndex = 0;
        foreach (PrefixPart part in _parts)
        {
            text.Append(part switch
            {
                PrefixPart.Literal literal => literal.Text,
                PrefixPart.Timestamp timestamp => timestamp.Pattern.Format(arrivedAt),
                PrefixPart.RandomString => RandomText.Of(values.Seed, randomIndex++),
                PrefixPart.PartitionKey key => ValueOf(key.Name, values),
                _ => values.ErrorOutputType ?? throw new TarnException(
                    ErrorCodes.BadKey, $"prefix '{Text}' names a kind of error, and nothing failed"),
            });
        }

        return text.Length <= LengthMax
            ? text.ToString()
            : throw new TarnException(
                ErrorCodes.BadKey,
                $"prefix '{Text}' stands for {text.Length} characters, expected at most {LengthMax}");
    }

    private string ValueOf(string key, PrefixValues values) =>
        values.PartitionKeys.TryGetValue(key, out string? value) && value.Length > 0
            ? value
            : throw new TarnException(ErrorCodes.BadKey, $"prefix '{Text}': the partition key '{key}' has no value");

    private string[] KeysOf(bool isFromLambda) =>
    [
        .. _parts.OfType<PrefixPart.PartitionKey>()
            .Where(key => key.IsFromLambda == isFromLambda)
            .Select(key => key.Name)
            .Distinct(StringComparer.Ordinal),
    ];
}
