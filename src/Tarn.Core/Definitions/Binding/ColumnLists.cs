using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>Lists of column names.</summary>
internal static class ColumnLists
{
    /// <summary>The names that are good, each once; bad and repeated ones are reported.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<YamlNode.Scalar> columns, BindingContext context)
    {
        List<string> names = [];
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (YamlNode.Scalar column in columns.Where(column => NameRules.IsColumn(context, column)))
        {
            if (seen.Add(column.Value))
            {
                names.Add(column.Value);
            }
            else
            {
                context.BadValue(column.Location, $"column '{column.Value}' is listed twice", "remove this one");
            }
        }

        return names;
    }
}
