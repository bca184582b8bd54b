using System.Text.Json;
using Tarn.Common;

namespace Tarn.Security.Policies;

/// <summary>
/// Reads policies by their grammar ("Grammar of the IAM JSON policy language") and refuses what it does not know, so
/// that nothing which somebody wrote to keep others out is passed over.
/// </summary>
internal static class PolicyReader
{
    private const string NewVersion = "2012-10-17";
    private const string OldVersion = "2008-10-17";

    private static readonly string[] Elements = ["Version", "Id", "Statement"];

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static PolicyDocument Read(string text, PolicyKind kind, string? bucket)
    {
        using JsonDocument json = Parse(text);
        PolicyElement root = new("the policy", json.RootElement);
        root.RequireObject(Elements);
        string version = root.Find("Version")?.Text() ?? OldVersion;
        if (version is not (NewVersion or OldVersion))
        {
            throw PolicyElement.Bad($"Version is '{version}', expected {NewVersion}");
        }

        root.Find("Id")?.Text();
        StatementReader reader = new(kind, bucket, hasVariables: version == NewVersion);
        PolicyElement[] statements = [.. root.Require("Statement").Each()];
        string[] names = [.. statements.Select(StatementReader.SidOf).OfType<string>()];
        return statements.Length == 0 ? throw PolicyElement.Bad("Statement is empty, expected at least one")
            : names.Distinct(StringComparer.Ordinal).Count() < names.Length
            ? throw PolicyElement.Bad("two statements have the same Sid, expected different ones")
            : new PolicyDocument([.. statements.Select(reader.Read)]);
    }

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text, Options);
        }
        catch (JsonException exception)
        {
            throw new TarnException(
                ErrorCodes.BadPolicy,
                $"the policy is no JSON, or says something twice: {exception.Message}",
                exception);
        }
    }
}
