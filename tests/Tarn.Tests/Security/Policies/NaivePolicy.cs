using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tarn.Security.Policies;

namespace Tarn.Tests.Security.Policies;

/// <summary>
/// Policies judged a second time, straight from their JSON and without a thought for speed. It shares nothing with the
/// one that serves but the list of known keys.
/// </summary>
internal static class NaivePolicy
{
    private const string Account = "000000000000";

    public static PolicyVerdict Judge(string policy, PolicyRequest request)
    {
        using JsonDocument document = JsonDocument.Parse(policy);
        bool isNew = document.RootElement.GetProperty("Version").GetString() == "2012-10-17";
        JsonElement[] applying = [.. Each(document.RootElement.GetProperty("Statement"))
            .Where(statement => Applies(statement, request, isNew))];
        return applying.Any(IsDenial) ? PolicyVerdict.Denied
            : applying.Length > 0 ? PolicyVerdict.Allowed
            : PolicyVerdict.Silent;
    }

    private static bool IsDenial(JsonElement statement) => statement.GetProperty("Effect").GetString() == "Deny";

    private static bool Applies(JsonElement statement, PolicyRequest request, bool isNew)
    {
        bool isDenial = IsDenial(statement);
        return IsAction(statement, request)
            && IsResource(statement, request, isNew, isDenial)
            && IsPrincipal(statement, request.Principal, isDenial)
            && ConditionsOf(statement).All(one => ConditionKeys.IsKnown(one.Key)
                ? Holds(one.Operator, one.Values, request, one.Key, isNew)
                : isDenial);
    }

    private static bool IsAction(JsonElement statement, PolicyRequest request) =>
        statement.TryGetProperty("Action", out JsonElement actions)
            ? Texts(actions).Any(action => IsLike(action, request.Action, RegexOptions.IgnoreCase))
            : !Texts(statement.GetProperty("NotAction"))
                .Any(action => IsLike(action, request.Action, RegexOptions.IgnoreCase));

    private static bool IsResource(JsonElement statement, PolicyRequest request, bool isNew, bool isDenial)
    {
        if (statement.TryGetProperty("Resource", out JsonElement resources))
        {
            return request.Resource is null
                ? isDenial || Texts(resources).Contains("*")
                : Texts(resources).Any(one => IsLikeWithVariables(one, request.Resource, request, isNew) == true);
        }

        bool?[] matches = [.. Texts(statement.GetProperty("NotResource"))
            .Select(one => request.Resource is not null
                ? IsLikeWithVariables(one, request.Resource, request, isNew)
                : false)];
        return request.Resource is null ? isDenial
            : !matches.Contains(true) && (isDenial || !matches.Contains(null));
    }

    private static bool IsPrincipal(JsonElement statement, Principal principal, bool isDenial)
    {
        bool isPlain = statement.TryGetProperty("Principal", out JsonElement named);
        if (!isPlain && !statement.TryGetProperty("NotPrincipal", out named))
        {
            return true;
        }

        string[] names = named.ValueKind == JsonValueKind.String ? ["*"]
            : named.TryGetProperty("AWS", out JsonElement own) ? [.. Texts(own)]
            : [];
        bool isAccount = names.Any(name => name is Account or $"arn:aws:iam::{Account}:root");
        bool isNamed = names.Contains("*") || names.Contains(principal.Arn) || names.Contains(principal.Id)
            || (isAccount && principal.UserName is null);
        return isPlain ? isNamed || (isAccount && isDenial) : !isNamed;
    }

    private static IEnumerable<(string Operator, string Key, string[] Values)> ConditionsOf(JsonElement statement) =>
        statement.TryGetProperty("Condition", out JsonElement conditions)
            ? conditions.EnumerateObject().SelectMany(test => test.Value.EnumerateObject().Select(
                key => (test.Name, key.Name, Each(key.Value).Select(value => value.ToString()).ToArray())))
            : [];

    private static bool Holds(string name, string[] values, PolicyRequest request, string key, bool isNew)
    {
        string[] found = request.Context.TryGetValue(key, out IReadOnlyList<string>? there) ? [.. there] : [];
        if (name == "Null")
        {
            return values.Any(value => bool.Parse(value) == (found.Length == 0));
        }

        string plain = name.Split(':')[^1];
        bool isIfExists = plain.EndsWith("IfExists", StringComparison.Ordinal);
        plain = plain.Replace("IfExists", "", StringComparison.Ordinal);
        bool isNegated = plain.Contains("Not", StringComparison.Ordinal);
        plain = plain.Replace("Not", "", StringComparison.Ordinal);
        bool HoldsFor(string one) =>
            values.Any(value => Test(plain, value, one, request, isNew)) != isNegated;
        return name.StartsWith("ForAllValues:", StringComparison.Ordinal) ? found.All(HoldsFor)
            : found.Length == 0 ? isIfExists || (isNegated && !name.StartsWith("ForAny", StringComparison.Ordinal))
            : name.StartsWith("ForAny", StringComparison.Ordinal) || !isNegated ? found.Any(HoldsFor)
            : found.All(HoldsFor);
    }

    private static bool Test(
        string name, string expected, string value, PolicyRequest request, bool isNew) => name switch
        {
            "StringEquals" => Substitute(expected, request, isNew) == value,
            "StringEqualsIgnoreCase" => string.Equals(
                Substitute(expected, request, isNew), value, StringComparison.OrdinalIgnoreCase),
            "StringLike" => IsLikeWithVariables(expected, value, request, isNew) == true,
            "ArnEquals" or "ArnLike" => IsArn(expected, value),
            "Bool" => string.Equals(expected, value, StringComparison.OrdinalIgnoreCase),
            "IpAddress" => IsInRange(expected, value),
            _ when name.StartsWith("Numeric", StringComparison.Ordinal) =>
                double.TryParse(value, CultureInfo.InvariantCulture, out double number)
                && Compare(
                    name["Numeric".Length..], number.CompareTo(double.Parse(expected, CultureInfo.InvariantCulture))),
            _ => Compare(name["Date".Length..], Moment(value).CompareTo(Moment(expected))),
        };

    private static bool Compare(string name, int order) => name switch
    {
        "Equals" => order == 0,
        "LessThan" => order < 0,
        "LessThanEquals" => order <= 0,
        "GreaterThan" => order > 0,
        _ => order >= 0,
    };

    private static DateTimeOffset Moment(string text) =>
        long.TryParse(text, out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static bool IsArn(string expected, string value)
    {
        string[] patterns = expected.Split(':', 6);
        string[] parts = value.Split(':', 6);
        return parts.Length == 6
            && Enumerable.Range(0, 6).All(i => IsLike(patterns[i], parts[i], RegexOptions.None));
    }

    private static bool IsInRange(string expected, string value)
    {
        string[] range = expected.Split('/');
        byte[] wanted = IPAddress.Parse(range[0]).MapToIPv6().GetAddressBytes();
        byte[] found = IPAddress.Parse(value).MapToIPv6().GetAddressBytes();
        int offset = range[0].Contains(':', StringComparison.Ordinal) ? 0 : 96;
        int bits = range.Length == 1 ? 128 : offset + int.Parse(range[1], CultureInfo.InvariantCulture);
        return Enumerable.Range(0, bits).All(bit => Bit(wanted, bit) == Bit(found, bit));
    }

    private static int Bit(byte[] bytes, int bit) => (bytes[bit / 8] >> (7 - (bit % 8))) & 1;

    /// <summary>Null when a variable has no value.</summary>
    private static bool? IsLikeWithVariables(string pattern, string text, PolicyRequest request, bool isNew)
    {
        bool isMissing = false;
        string regex = Regex.Replace(pattern, isNew ? @"\$\{[^}]*\}|[\s\S]" : @"[\s\S]", match =>
        {
            if (match.Length == 1)
            {
                return match.Value switch { "*" => @"[\s\S]*", "?" => @"[\s\S]", _ => Regex.Escape(match.Value) };
            }

            string? value = ValueOf(match.Value, request);
            isMissing |= value is null;
            return Regex.Escape(value ?? "");
        });
        return isMissing ? null : Regex.IsMatch(text, $@"\A{regex}\z");
    }

    private static string? Substitute(string text, PolicyRequest request, bool isNew)
    {
        string?[] values = [.. Regex.Matches(text, @"\$\{[^}]*\}").Select(match => ValueOf(match.Value, request))];
        int next = 0;
        return !isNew ? text : values.Contains(null) ? null
            : Regex.Replace(text, @"\$\{[^}]*\}", _ => values[next++]!);
    }

    private static string? ValueOf(string variable, PolicyRequest request)
    {
        string[] parts = variable[2..^1].Split(',', 2, StringSplitOptions.TrimEntries);
        return parts[0] is "*" or "?" or "$" ? parts[0]
            : request.Context.TryGetValue(parts[0], out IReadOnlyList<string>? values) ? values.Single()
            : parts.Length == 2 ? parts[1].Trim('\'')
            : null;
    }

    private static bool IsLike(string pattern, string text, RegexOptions options)
    {
        string regex = Regex.Escape(pattern)
            .Replace(@"\*", @"[\s\S]*", StringComparison.Ordinal)
            .Replace(@"\?", @"[\s\S]", StringComparison.Ordinal);
        return Regex.IsMatch(text, $@"\A{regex}\z", options | RegexOptions.CultureInvariant);
    }

    private static IEnumerable<string> Texts(JsonElement element) => Each(element).Select(one => one.GetString()!);

    private static JsonElement[] Each(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];
}
