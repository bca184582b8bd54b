using System.Globalization;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Archive;
using Tarn.Storage.Lifecycle;

namespace Tarn.Protocols.Aws.S3.LifecycleRules;

/// <summary>
/// Refuses rules that S3 refuses, in its words ("Lifecycle configuration elements", "Setting an S3 Lifecycle
/// configuration on a bucket").
/// </summary>
internal static class LifecycleChecks
{
    private const int IdCharactersMax = 255;
    private const int InfrequentDaysMin = 30;
    private const int NewerVersionsMax = 100;
    private const int DaysMax = 36_500;

    /// <exception cref="AwsException"><c>InvalidArgument</c>, <c>InvalidRequest</c>.</exception>
    public static void Require(LifecycleConfiguration configuration)
    {
        if (configuration.Rules.Select(rule => rule.Id).Distinct(StringComparer.Ordinal).Count()
            != configuration.Rules.Count)
        {
            throw Argument("Rule ID must be unique. Found same ID for more than one rule", "ID", "");
        }

        foreach (LifecycleRule rule in configuration.Rules)
        {
            RequireShape(rule);
            RequireDays(rule);
            RequireDates(rule);
            RequireOrder(rule);
        }
    }

    private static void RequireShape(LifecycleRule rule)
    {
        if (rule.Id.Length > IdCharactersMax)
        {
            throw Argument("ID length should not exceed allowed limit of 255", "ID", rule.Id);
        }

        if (rule.Expiration is null && rule.Transitions.Count == 0 && rule.NoncurrentExpiration is null
            && rule.NoncurrentTransitions.Count == 0 && rule.AbortUploadsAfterDays is null)
        {
            throw Request("At least one action needs to be specified in a rule");
        }

        bool isNarrow = rule.Filter.Tags.Count > 0 || rule.Filter.HasSizes;
        if (isNarrow && rule.AbortUploadsAfterDays is not null)
        {
            throw Request("AbortIncompleteMultipartUpload cannot be specified with Tags or object sizes");
        }

        if (rule.Filter.Tags.Count > 0 && rule.Expiration?.DropsLoneDeleteMarkers is not null)
        {
            throw Request("ExpiredObjectDeleteMarker cannot be specified with Tags");
        }

        if (rule.Filter.SizeBytesOver >= rule.Filter.SizeBytesUnder)
        {
            throw Request("ObjectSizeGreaterThan must be less than ObjectSizeLessThan");
        }
    }

    private static void RequireDays(LifecycleRule rule)
    {
        RequirePositive(rule.Expiration?.Days, "Days", "Expiration");
        RequirePositive(rule.NoncurrentExpiration?.Days, "NoncurrentDays", "NoncurrentVersionExpiration");
        RequirePositive(rule.AbortUploadsAfterDays, "DaysAfterInitiation", "AbortIncompleteMultipartUpload");
        RequireKept(rule.NoncurrentExpiration?.NewerVersionsKept);
        foreach (TransitionAction move in rule.Transitions)
        {
            RequireLateEnough(move.Days, move.StorageClass, "Days", "Transition");
        }

        foreach (NoncurrentTransitionAction move in rule.NoncurrentTransitions)
        {
            RequireLateEnough(move.Days, move.StorageClass, "NoncurrentDays", "NoncurrentVersionTransition");
            RequireKept(move.NewerVersionsKept);
        }
    }

    private static void RequireDates(LifecycleRule rule)
    {
        IEnumerable<DateTimeOffset?> dates = rule.Transitions.Select(move => move.Date).Append(rule.Expiration?.Date);
        if (dates.Any(date => date is { } moment && moment.TimeOfDay != TimeSpan.Zero))
        {
            throw Argument("'Date' must be at midnight GMT", "Date", "");
        }
    }

    private static void RequireOrder(LifecycleRule rule)
    {
        string prefix = rule.Filter.Prefix ?? "";
        if (rule.Transitions.DistinctBy(move => move.StorageClass).Count() != rule.Transitions.Count)
        {
            throw Argument(
                $"'StorageClass' must be different for 'Transition' actions in same 'Rule' with prefix '{prefix}'",
                "StorageClass",
                "");
        }

        bool hasDates = rule.Expiration?.Date is not null || rule.Transitions.Any(move => move.Date is not null);
        bool hasDays = rule.Expiration?.Days is not null || rule.Transitions.Any(move => move.Days is not null);
        if (hasDates && hasDays)
        {
            throw Request(
                "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for prefix"
                + $" '{prefix}'");
        }

        if (rule.Transitions.Any(move => move.Days >= rule.Expiration?.Days || move.Date >= rule.Expiration?.Date))
        {
            string unit = hasDays ? "Days" : "Date";
            throw Argument(
                $"'{unit}' in the Expiration action for prefix '{prefix}' must be greater than '{unit}' in the"
                + " Transition action",
                unit,
                "");
        }
    }

    private static void RequirePositive(int? days, string name, string action)
    {
        if (days is < 1 or > DaysMax)
        {
            throw Argument($"'{name}' for {action} action must be a positive integer", name, Text(days));
        }
    }

    private static void RequireLateEnough(int? days, string storageClass, string name, string action)
    {
        bool isInfrequent = storageClass is StorageClasses.StandardIa or StorageClasses.OneZoneIa;
        if (isInfrequent && days < InfrequentDaysMin)
        {
            throw Argument(
                $"'{name}' in {action} action must be greater than or equal to 30 for storageClass '{storageClass}'",
                name,
                Text(days));
        }

        if (days is < 0 or > DaysMax)
        {
            throw Argument($"'{name}' in {action} action must be nonnegative", name, Text(days));
        }
    }

    private static void RequireKept(int? versions)
    {
        if (versions is < 1 or > NewerVersionsMax)
        {
            throw Argument(
                "'NewerNoncurrentVersions' must be between 1 and 100", "NewerNoncurrentVersions", Text(versions));
        }
    }

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static AwsException Argument(string message, string name, string value) =>
        S3Errors.InvalidArgument(message, name, value);

    private static AwsException Request(string message) => new("InvalidRequest", message);
}
