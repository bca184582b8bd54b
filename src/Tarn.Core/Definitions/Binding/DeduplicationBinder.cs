using Tarn.Definitions.Yaml;
using Tarn.Jobs;

namespace Tarn.Definitions.Binding;

/// <summary><c>deduplicate</c> of a model: key, time and window.</summary>
internal sealed class DeduplicationBinder(BindingContext context, MapReader reader)
{
    private const string Name = "deduplicate";

    /// <summary>Null when nothing is dropped.</summary>
    public Deduplication? Bind()
    {
        if (reader.Map(Name) is not { } map)
        {
            return null;
        }

        MapReader rule = new(map, context, $"'{Name}'", reader.Place(Name));
        IReadOnlyList<string> key = ColumnLists.Names(
            rule.RequiredTexts("key", "the columns that tell events apart"), context);
        YamlNode.Scalar? by = rule.RequiredText("by", "the column with the event's time");
        rule.Require("within", "24h");
        TimeSpan? within = rule.FindDuration("within", context);
        rule.RefuseUnknownKeys();
        return key.Count > 0 && by is not null && NameRules.IsColumn(context, by) && within is { } window
            ? new Deduplication(key, by.Value, window)
            : null;
    }
}
