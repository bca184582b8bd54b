using System.Text.Json;
using Tarn.Engine.Parsing;

namespace Tarn.Engine.Planning;

/// <summary>The columns that a scan of a plan reads.</summary>
internal static class ScannedColumns
{
    /// <summary>Between the names of a struct and its field, in the engine's <c>parquet_metadata</c>.</summary>
    public const string Separator = ", ";

    /// <param name="scan">A node of type <c>LOGICAL_GET</c>.</param>
    public static IEnumerable<string> Of(JsonElement scan)
    {
        string[] names = [.. scan.Elements("names").Select(name => name.GetString() ?? "")];
        JsonElement[] types = [.. scan.Elements("returned_types")];
        foreach (JsonElement column in scan.Elements("column_indexes"))
        {
            // Larger ones are columns that are in no file, such as the number of the row.
            if (column.GetProperty("index").TryGetInt32(out int index) && index < names.Length)
            {
                foreach (string path in Paths(names[index], types[index], column))
                {
                    yield return path;
                }
            }
        }
    }

    private static IEnumerable<string> Paths(string path, JsonElement type, JsonElement column)
    {
        JsonElement[] children = [.. column.Elements("child_indexes")];
        if (children.Length == 0 || type.Text("id") != "STRUCT")
        {
            return [path];
        }

        JsonElement[] fields = [.. type.GetProperty("type_info").Elements("child_types")];
        return children.SelectMany(child =>
            child.GetProperty("index").TryGetInt32(out int index) && index < fields.Length
                ? Paths(path + Separator + fields[index].Text("first"), fields[index].GetProperty("second"), child)
                : [path]);
    }
}
