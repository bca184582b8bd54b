using System.Globalization;
using System.Text.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3.Forms;

/// <summary>
/// What a form may say, by whoever signed it (S3 API reference, "POST policy"): until when, which values its fields may
/// have, and how long the file may be. Every field must be named, so that nobody adds another one.
/// </summary>
internal sealed class PostPolicy
{
    private const string LengthRange = "content-length-range";
    private const string IgnoredStart = "x-ignore-";

    /// <summary>Fields that need no condition.</summary>
    private static readonly HashSet<string> Free = new(StringComparer.OrdinalIgnoreCase)
    {
        "policy", "x-amz-signature", "signature", "AWSAccessKeyId", "file",
    };

    private readonly DateTimeOffset _expiration;
    private readonly IReadOnlyList<PostCondition> _conditions;

    private PostPolicy(DateTimeOffset expiration, IReadOnlyList<PostCondition> conditions, long bytesMin, long bytesMax)
    {
        _expiration = expiration;
        _conditions = conditions;
        BytesMin = bytesMin;
        BytesMax = bytesMax;
    }

    /// <summary>The file is at least so long.</summary>
    public long BytesMin { get; }

    /// <summary>The file is at most so long.</summary>
    public long BytesMax { get; }

    /// <param name="text">JSON in base 64.</param>
    /// <param name="bytesMax">Of a file that the policy says nothing of.</param>
    /// <exception cref="AwsException"><c>InvalidPolicyDocument</c>.</exception>
    public static PostPolicy Parse(string text, long bytesMax)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Convert.FromBase64String(text));
            JsonElement root = document.RootElement;
            DateTimeOffset expiration = DateTimeOffset.Parse(
                root.GetProperty("expiration").GetString()!,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal);
            List<PostCondition> conditions = [];
            long bytesMin = 0;
            foreach (JsonElement condition in root.GetProperty("conditions").EnumerateArray())
            {
                if (condition.ValueKind == JsonValueKind.Array && condition[0].GetString() == LengthRange)
                {
                    bytesMin = Math.Max(bytesMin, Number(condition[1]));
                    bytesMax = Math.Min(bytesMax, Number(condition[2]));
                }
                else
                {
                    conditions.AddRange(PostCondition.Parse(condition));
                }
            }

            return new PostPolicy(expiration, conditions, bytesMin, bytesMax);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or KeyNotFoundException
            or InvalidOperationException or IndexOutOfRangeException or ArgumentNullException or OverflowException)
        {
            throw new AwsException(
                "InvalidPolicyDocument", "The content of the form does not meet the conditions of a policy document.");
        }
    }

    /// <param name="fields">Of the form, with the bucket and the key as it will be.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="AwsException"><c>AccessDenied</c>: the policy does not allow this form.</exception>
    public void Require(IReadOnlyDictionary<string, string> fields, DateTimeOffset now)
    {
        if (now >= _expiration)
        {
            throw S3Errors.AccessDenied("Invalid according to Policy: Policy expired.");
        }

        if (_conditions.FirstOrDefault(condition => !condition.Holds(fields)) is { } failed)
        {
            throw S3Errors.AccessDenied($"Invalid according to Policy: Policy Condition failed: {failed}");
        }

        string? extra = fields.Keys.FirstOrDefault(name => !Free.Contains(name)
            && !name.Equals("bucket", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith(IgnoredStart, StringComparison.OrdinalIgnoreCase)
            && !_conditions.Any(condition => condition.Field.Equals(name, StringComparison.OrdinalIgnoreCase)));
        if (extra is not null)
        {
            throw S3Errors.AccessDenied($"Invalid according to Policy: Extra input fields: {extra}");
        }
    }

    private static long Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? long.Parse(element.GetString()!, NumberStyles.None, CultureInfo.InvariantCulture)
        : element.GetInt64();
}
