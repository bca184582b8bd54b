using Tarn.Catalog.Entries;
using Tarn.Catalog.Grok;
using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>The <c>classifiers:</c> of a crawler: a list of maps, each with one of grok, csv and json.</summary>
internal sealed class ClassifierBinder(BindingContext context)
{
    private static readonly (string, bool)[] Flags = [("true", true), ("false", false)];

    public IReadOnlyList<CustomClassifier> Bind(YamlNode? node)
    {
        if (node is null)
        {
            return [];
        }

        if (node is not YamlNode.Sequence list || list.Items.Any(item => item is not YamlNode.Map))
        {
            context.BadValue(
                node.Location, "'classifiers' must be a list of maps", "for example: - {name: app, grok: '%{WORD:a}'}");
            return [];
        }

        return [.. list.Items.OfType<YamlNode.Map>().Select(BindOne).OfType<CustomClassifier>()];
    }

    private CustomClassifier? BindOne(YamlNode.Map map)
    {
        MapReader reader = new(map, context, "the classifier", map.Location);
        YamlNode.Scalar? name = reader.RequiredText("name", "what messages call it");
        string? files = reader.Text("files")?.Value;
        YamlNode.Scalar? grok = reader.Text("grok");
        YamlNode.Map? patterns = reader.Map("patterns");
        YamlNode.Map? csv = reader.Map("csv");
        bool? json = reader.Word("json", Flags);
        reader.RefuseUnknownKeys();
        int kinds = (grok is null ? 0 : 1) + (csv is null ? 0 : 1) + (json is true ? 1 : 0);
        if (kinds != 1)
        {
            context.BadValue(
                map.Location, $"a classifier is one of grok, csv and json, found {kinds}", "expected one of them");
            return null;
        }

        CustomClassifier? classifier = name is null ? null
            : grok is not null ? BindGrok(name.Value, grok, patterns)
            : csv is not null ? BindCsv(name.Value, csv, reader)
            : new CustomClassifier.Json(name.Value);
        return classifier is null ? null : classifier with { Files = files };
    }

    private CustomClassifier.Grok? BindGrok(string name, YamlNode.Scalar grok, YamlNode.Map? patterns)
    {
        Dictionary<string, string> custom = new(StringComparer.Ordinal);
        foreach (YamlEntry entry in patterns?.Entries ?? [])
        {
            if (entry.Value is YamlNode.Scalar value)
            {
                custom[entry.Key.Value] = value.Value;
            }
            else
            {
                context.BadValue(
                    entry.Value.Location, $"a pattern must be text, found {entry.Value.Kind}", "expected text");
            }
        }

        GrokFormat format = new(grok.Value) { CustomPatterns = custom };
        try
        {
            GrokCompiler.Compile(format);
            return new CustomClassifier.Grok(name, format);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.BadArgument)
        {
            context.BadValue(grok.Location, exception.Message, exception.Hint);
            return null;
        }
    }

    private CustomClassifier.Csv? BindCsv(string name, YamlNode.Map map, MapReader owner)
    {
        MapReader reader = new(map, context, "csv", owner.Place("csv"));
        char? delimiter = Character(reader, "delimiter");
        char? quote = Character(reader, "quote");
        char? escape = Character(reader, "escape");
        bool? header = reader.Word("header", Flags);
        reader.Require("delimiter", "the character between fields");
        reader.RefuseUnknownKeys();
        return delimiter is null ? null : new CustomClassifier.Csv(name, delimiter.Value)
        {
            Quote = quote ?? '"',
            Escape = escape,
            HasHeader = header,
        };
    }

    private char? Character(MapReader reader, string key)
    {
        if (reader.Text(key) is not { } scalar)
        {
            return null;
        }

        if (scalar.Value.Length == 1 && scalar.Value[0] is not ('\r' or '\n'))
        {
            return scalar.Value[0];
        }

        context.BadValue(
            scalar.Location,
            $"{key} is '{Shown.Text(scalar.Value)}'",
            "expected one character",
            "a tab is written \"\\t\", with double quotes");
        return null;
    }
}
