using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Archive;
using Tarn.Storage.Lifecycle;

namespace Tarn.Protocols.Aws.S3.LifecycleRules;

/// <summary>
/// Lifecycle configurations from XML ("PutBucketLifecycleConfiguration", request body). What is no such document is
/// <c>MalformedXML</c>; whether the rules make sense is looked at by <see cref="LifecycleChecks"/>.
/// </summary>
internal static class LifecycleReader
{
    private const int RulesMax = 1000;

    /// <exception cref="AwsException"><c>MalformedXML</c>, <c>InvalidArgument</c>.</exception>
    public static LifecycleConfiguration Read(XElement root, string minimumSize)
    {
        LifecycleRule[] rules = [.. root.Children("Rule").Select(ReadRule)];
        return root.Name.LocalName == "LifecycleConfiguration" && rules.Length is > 0 and <= RulesMax
            ? new LifecycleConfiguration { Rules = rules, MinimumSize = minimumSize }
            : throw S3Errors.MalformedXml();
    }

    private static LifecycleRule ReadRule(XElement rule) => new()
    {
        Id = rule.Text("ID") is { Length: > 0 } id ? id : MakeId(rule),
        IsEnabled = rule.Text("Status") switch
        {
            "Enabled" => true,
            "Disabled" => false,
            _ => throw S3Errors.MalformedXml(),
        },
        Filter = ReadFilter(rule),
        Expiration = rule.Child("Expiration") is { } expiration ? ReadExpiration(expiration) : null,
        Transitions = [.. rule.Children("Transition").Select(ReadTransition)],
        NoncurrentExpiration = rule.Child("NoncurrentVersionExpiration") is { } noncurrent
            ? new NoncurrentExpirationAction(RequiredNumber(noncurrent, "NoncurrentDays"), Kept(noncurrent))
            : null,
        NoncurrentTransitions = [.. rule.Children("NoncurrentVersionTransition").Select(move =>
            new NoncurrentTransitionAction(
                RequiredNumber(move, "NoncurrentDays"), Kept(move), ReadStorageClass(move)))],
        AbortUploadsAfterDays = rule.Child("AbortIncompleteMultipartUpload") is { } abort
            ? RequiredNumber(abort, "DaysAfterInitiation")
            : null,
    };

    /// <summary>The same for the same rule, so that sending it again changes nothing.</summary>
    private static string MakeId(XElement rule) => Convert.ToBase64String(
        SHA256.HashData(Encoding.UTF8.GetBytes(rule.ToString(SaveOptions.DisableFormatting))), 0, 30);

    private static LifecycleFilter ReadFilter(XElement rule)
    {
        XElement? filter = rule.Child("Filter");
        XElement? prefix = rule.Child("Prefix");
        if (filter is null == prefix is null)
        {
            throw S3Errors.MalformedXml();
        }

        if (filter is null)
        {
            return new LifecycleFilter { Form = LifecycleFilterForm.RulePrefix, Prefix = prefix!.Value };
        }

        XElement[] parts = [.. filter.Elements()];
        return parts.Length > 1 ? throw S3Errors.MalformedXml()
            : filter.Child("And") is { } and ? ReadPredicates(and, LifecycleFilterForm.And)
            : ReadPredicates(filter, LifecycleFilterForm.Single);
    }

    private static LifecycleFilter ReadPredicates(XElement filter, LifecycleFilterForm form)
    {
        Dictionary<string, string> tags = new(StringComparer.Ordinal);
        foreach (XElement tag in filter.Children("Tag"))
        {
            if (tag.Child("Key") is not { } key || tag.Child("Value") is not { } value
                || !tags.TryAdd(key.Value, value.Value))
            {
                throw S3Errors.MalformedXml();
            }
        }

        return new LifecycleFilter
        {
            Form = form,
            Prefix = filter.Child("Prefix")?.Value,
            Tags = tags,
            SizeBytesOver = Size(filter, "ObjectSizeGreaterThan"),
            SizeBytesUnder = Size(filter, "ObjectSizeLessThan"),
        };
    }

    private static ExpirationAction ReadExpiration(XElement element)
    {
        ExpirationAction expiration = new()
        {
            Days = Number(element, "Days"),
            Date = Date(element),
            DropsLoneDeleteMarkers = element.Text("ExpiredObjectDeleteMarker") switch
            {
                null => null,
                "true" => true,
                "false" => false,
                _ => throw S3Errors.MalformedXml(),
            },
        };

        // Some clients say no to delete markers beside days.
        int said = (expiration.Days is null ? 0 : 1) + (expiration.Date is null ? 0 : 1);
        return said switch
        {
            0 when expiration.DropsLoneDeleteMarkers is not null => expiration,
            1 when expiration.DropsLoneDeleteMarkers != true => expiration with { DropsLoneDeleteMarkers = null },
            _ => throw S3Errors.MalformedXml(),
        };
    }

    private static TransitionAction ReadTransition(XElement element)
    {
        TransitionAction transition = new()
        {
            Days = Number(element, "Days"),
            Date = Date(element),
            StorageClass = ReadStorageClass(element),
        };
        return transition.Days is null == transition.Date is null ? throw S3Errors.MalformedXml() : transition;
    }

    private static string ReadStorageClass(XElement element) =>
        element.Text("StorageClass") is { } text && StorageClasses.Waterfall.Contains(text)
            ? text
            : throw S3Errors.MalformedXml();

    private static int? Kept(XElement element) => Number(element, "NewerNoncurrentVersions");

    private static int RequiredNumber(XElement element, string name) =>
        Number(element, name) ?? throw S3Errors.MalformedXml();

    private static int? Number(XElement element, string name) => element.Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number
        : throw S3Errors.MalformedXml();

    private static long? Size(XElement element, string name) => element.Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
        : throw S3Errors.MalformedXml();

    private static DateTimeOffset? Date(XElement element) => element.Text("Date") is not { } text ? null
        : DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date.ToUniversalTime()
            : throw S3Errors.MalformedXml();
}
