using System.Text;
using System.Text.RegularExpressions;

namespace Tarn.Sources.Postgres.Discovery;

/// <summary>Writes a definition to begin with: a file of <c>sources/</c>, made to be edited.</summary>
public static partial class StartingDefinition
{
    /// <param name="url">What stands behind <c>url:</c>, such as <c>${env:SHOP_DB}</c>; never a password.</param>
    /// <param name="zone">The database of the lake that the tables go to.</param>
    /// <param name="tables">Those that cannot be read are left out, with a comment.</param>
    public static string Write(string url, string zone, IReadOnlyList<DiscoveredTable> tables)
    {
        StringBuilder yaml = new();
        yaml.Append("kind: source\ntype: postgres\nconnection:\n  url: \"").Append(url).Append("\"\ntables:\n");
        HashSet<string> names = [];
        foreach (DiscoveredTable table in tables)
        {
            string name = $"{table.Schema}.{table.Name}";
            if (!table.CanRead)
            {
                yaml.Append("  # ").Append(OneLine(name)).Append(": the user may not read it\n");
                continue;
            }

            string into = IntoOf(table, names);
            yaml.Append("  ").Append(Text(name)).Append(":   # ").Append(Facts(table)).Append('\n');
            yaml.Append("    into: ").Append(zone).Append('.').Append(into).Append('\n');
            if (table.Increment is SourceIncrement.Transactions)
            {
                yaml.Append("    by: {xmin: true}\n");
            }

            if (table.Key.Count > 0)
            {
                yaml.Append("    key: [").AppendJoin(", ", table.Key.Select(Text)).Append("]\n");
            }

            yaml.Append("    strategy: ").Append(NameOf(table.Strategy)).Append('\n');
        }

        return yaml.ToString();
    }

    private static string Facts(DiscoveredTable table)
    {
        string rows = table.RowsAbout is { } about ? FormattableString.Invariant($", about {about:N0} rows") : "";
        return $"{table.Kind}{rows}, {table.Columns.Count} columns";
    }

    /// <summary>Tables of the lake have lower case names; those of several schemas may meet.</summary>
    private static string IntoOf(DiscoveredTable table, HashSet<string> names)
    {
        string name = Lowered(table.Name);
        if (!names.Add(name))
        {
            name = $"{Lowered(table.Schema)}_{name}";
            names.Add(name);
        }

        return name;
    }

    private static string Lowered(string name)
    {
        string lowered = Unfit().Replace(name.ToLowerInvariant(), "_");
        return char.IsAsciiDigit(lowered[0]) ? "_" + lowered : lowered;
    }

    private static string NameOf(SourceStrategy strategy) => strategy switch
    {
        SourceStrategy.Merge => "merge",
        SourceStrategy.Changes => "changes",
        SourceStrategy.Append => "append",
        _ => "overwrite",
    };

    /// <summary>Plain where YAML lets it be, else between quotes.</summary>
    private static string Text(string name) => Plain().IsMatch(name) ? name
        : "\"" + OneLine(name)
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static string OneLine(string name) => name.ReplaceLineEndings(" ");

    [GeneratedRegex("[^a-z0-9_]")]
    private static partial Regex Unfit();

    [GeneratedRegex("^[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)?$")]
    private static partial Regex Plain();
}
