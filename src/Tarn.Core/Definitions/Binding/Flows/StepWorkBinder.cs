using Tarn.Definitions.Yaml;
using Tarn.Flows.Graphs;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>What a step does: one of its kinds.</summary>
internal sealed class StepWorkBinder(BindingContext context, FlowNames names, List<YamlNode.Scalar> texts)
{
    private static readonly string[] Kinds =
        ["job", "source", "crawler", "query", "workflow", "http", "wait", "approval"];

    /// <summary>Null, with an error, when it is none or several.</summary>
    public StepWork? Bind(MapReader reader)
    {
        string[] found = [.. Kinds.Where(kind => reader.Find(kind) is not null)];
        if (found.Length != 1)
        {
            context.BadValue(
                reader.Owner,
                found.Length == 0 ? $"{reader.What} does nothing" : $"{reader.What} does several things",
                $"expected one of {Shown.List(Kinds)}");
            Read(reader, "job");
            return null;
        }

        return Read(reader, found[0]);
    }

    private StepWork? Read(MapReader reader, string kind)
    {
        IReadOnlyDictionary<string, string> arguments = kind is "job" ? Values(reader, "arguments") : None;
        IReadOnlyDictionary<string, string> parameters = kind is "workflow" ? Values(reader, "parameters") : None;
        switch (kind)
        {
            case "wait":
                return Wait(reader);
            case "source":
                return Source(reader);
            case "http":
                return reader.Map("http") is { } map
                    ? new HttpCallBinder(context, texts).Bind(
                        new MapReader(map, context, "'http'", reader.Place("http")))
                    : null;
        }

        if (reader.Raw(kind) is not { } text)
        {
            return null;
        }

        texts.Add(text);
        return kind switch
        {
            "job" => new StepWork.RunJob(names.Add(kind, text)) { Arguments = arguments },
            "crawler" => new StepWork.RunCrawler(names.Add(kind, text)),
            "query" => new StepWork.RunQuery(text.Value.TrimEnd().TrimEnd(';')),
            "workflow" => new StepWork.RunWorkflow(names.Add(kind, text)) { Parameters = parameters },
            _ => new StepWork.Approval(text.Value),
        };
    }

    private static Dictionary<string, string> None => [];

    private StepWork.RunSource? Source(MapReader reader)
    {
        IReadOnlyList<YamlNode.Scalar> tables = reader.Texts("tables");
        if (reader.Text("source") is not { } source)
        {
            return null;
        }

        names.Add("source", source);
        foreach (YamlNode.Scalar table in tables)
        {
            names.Add(FlowNames.TableOf(source.Value), table);
        }

        return new StepWork.RunSource(source.Value) { Tables = [.. tables.Select(table => table.Value)] };
    }

    private StepWork.Wait? Wait(MapReader reader)
    {
        if (reader.Find("wait") is not YamlNode.Map map)
        {
            return reader.DurationAt("wait", context) is { } time ? new StepWork.Wait { For = time } : null;
        }

        MapReader wait = new(map, context, "'wait'", reader.Place("wait"));
        wait.Require("until", "a moment such as 2024-02-01T12:00:00Z");
        YamlNode.Scalar? until = wait.Raw("until");
        wait.RefuseUnknownKeys();
        texts.AddRange(until is null ? [] : [until]);
        return until is null ? null : new StepWork.Wait { Until = until.Value };
    }

    private Dictionary<string, string> Values(MapReader reader, string key)
    {
        Dictionary<string, string> values = [];
        foreach ((YamlNode.Scalar name, YamlNode.Scalar value) in reader.RawEntries(key, takesEmpty: true))
        {
            texts.Add(value);
            values[name.Value] = value.Value;
        }

        return values;
    }
}
