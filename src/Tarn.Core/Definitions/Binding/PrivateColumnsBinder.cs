using Tarn.Definitions.Yaml;
using Tarn.Jobs.Privacy;

namespace Tarn.Definitions.Binding;

/// <summary><c>private</c> of a model: columns that are hashed, and columns that are dropped.</summary>
internal sealed class PrivateColumnsBinder(BindingContext context, MapReader reader)
{
    private const string Name = "private";

    /// <summary>Null when nothing is private.</summary>
    public PrivateColumns? Bind()
    {
        if (reader.Map(Name) is not { } map)
        {
            return null;
        }

        MapReader rules = new(map, context, $"'{Name}'", reader.Place(Name));
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        PrivateColumns columns = new()
        {
            Hash = Columns(rules.Texts("hash"), seen),
            Drop = Columns(rules.Texts("drop"), seen),
        };
        rules.RefuseUnknownKeys();
        return columns.All.Any() ? columns : null;
    }

    /// <summary>Each once, over both lists.</summary>
    private List<PrivateColumn> Columns(IReadOnlyList<YamlNode.Scalar> texts, HashSet<string> seen)
    {
        List<PrivateColumn> columns = [];
        foreach (YamlNode.Scalar text in texts.Where(text => NameRules.IsColumn(context, text)))
        {
            if (seen.Add(text.Value))
            {
                columns.Add(new PrivateColumn(text.Value, text.Location));
            }
            else
            {
                context.BadValue(text.Location, $"column '{text.Value}' is listed twice", "remove this one");
            }
        }

        return columns;
    }
}
