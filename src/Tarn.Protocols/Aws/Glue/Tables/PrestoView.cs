using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Tables;

/// <summary>The form in which Athena keeps views in Glue: JSON in Base64 in a comment.</summary>
internal static class PrestoView
{
    public const string ExpandedText = "/* Presto View */";

    private const string Start = "/* Presto View: ";
    private const string End = " */";

    /// <summary>The SELECT; a text that has not this form is one itself.</summary>
    /// <exception cref="AwsException"><c>InvalidInputException</c>: the comment has no view in it.</exception>
    public static string SqlOf(string text)
    {
        string trimmed = text.Trim();
        if (!trimmed.StartsWith(Start, StringComparison.Ordinal) || !trimmed.EndsWith(End, StringComparison.Ordinal))
        {
            return trimmed;
        }

        try
        {
            byte[] json = Convert.FromBase64String(trimmed[Start.Length..^End.Length].Trim());
            using JsonDocument view = JsonDocument.Parse(json);
            return view.RootElement.GetProperty("originalSql").GetString()!;
        }
        catch (Exception exception) when (exception
            is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new AwsException(
                GlueErrors.InvalidInput, "ViewOriginalText is no view of Presto: originalSql cannot be read from it");
        }
    }

    public static string TextOf(string sql, string database, IEnumerable<Column> columns)
    {
        JsonObject view = new()
        {
            ["originalSql"] = sql,
            ["catalog"] = "awsdatacatalog",
            ["schema"] = database,
            ["columns"] = new JsonArray(
            [
                .. columns.Select(column => (JsonNode)new JsonObject
                {
                    ["name"] = column.Name,
                    ["type"] = column.Type,
                }),
            ]),
        };
        return Start + Convert.ToBase64String(Encoding.UTF8.GetBytes(view.ToJsonString())) + End;
    }
}
