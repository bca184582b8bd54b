using System.Globalization;
using Tarn.Common;
using Tarn.Definitions.Yaml;
using Tarn.Flows.Graphs;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>A step as it was read, with the places of what it refers to.</summary>
/// <param name="Definition">The step.</param>
/// <param name="Place">Of its name.</param>
/// <param name="Needs">Steps that it names, and where.</param>
/// <param name="Texts">In which <c>${…}</c> may be, and where they are.</param>
internal sealed record BoundStep(
    StepDefinition Definition,
    SourceLocation Place,
    IReadOnlyList<YamlNode.Scalar> Needs,
    IReadOnlyList<YamlNode.Scalar> Texts);

/// <summary>One entry of <c>steps</c>, <c>catch</c> or <c>finally</c>.</summary>
internal sealed class StepBinder(BindingContext context, FlowNames names)
{
    private const long RetriesMax = 100;
    private const long AtOnceMax = 100;

    private static readonly (string, bool)[] FailureWords = [("fail", true), ("continue", false)];

    public BoundStep? Bind(YamlEntry entry, StepPhase phase)
    {
        if (entry.Value is not YamlNode.Map map)
        {
            context.BadValue(
                entry.Value.Location, $"a step must be a map, found {entry.Value.Kind}", "expected such as 'job: etl'");
            return null;
        }

        MapReader reader = new(map, context, $"step '{entry.Key.Value}'", entry.Key.Location);
        List<YamlNode.Scalar> texts = [];
        NeedsBinder needs = new(context, reader);
        StepWork? work = new StepWorkBinder(context, names, texts).Bind(reader);
        YamlNode.Scalar? when = reader.Raw("when");
        FanOut? forEach = ForEach(reader, texts);
        (IReadOnlyList<StepCondition> conditions, bool isAnyEnough) = needs.Bind();
        RetryRule retries = Retries(reader);
        TimeSpan? timeout = reader.FindDuration("timeout", context);
        bool failsRun = reader.Word("on_failure", FailureWords) ?? true;
        reader.RefuseUnknownKeys();
        if (when is not null)
        {
            texts.Add(when);
        }

        return work is null ? null : new BoundStep(
            new StepDefinition
            {
                Name = entry.Key.Value,
                Phase = phase,
                Conditions = conditions,
                IsAnyEnough = isAnyEnough,
                When = when?.Value,
                ForEach = forEach,
                Retries = retries,
                Timeout = timeout,
                FailsRun = failsRun,
                Work = work,
            },
            entry.Key.Location,
            needs.Named,
            texts);
    }

    /// <summary>A list of items, or a map with a query.</summary>
    private FanOut? ForEach(MapReader reader, List<YamlNode.Scalar> texts)
    {
        YamlNode? node = reader.Find("for_each");
        int atOnce = (int?)reader.Whole("at_once", 1, AtOnceMax) ?? new FanOut().AtOnceMax;
        if (node is null)
        {
            return null;
        }

        if (node is YamlNode.Map map)
        {
            MapReader query = new(map, context, "'for_each'", reader.Place("for_each"));
            YamlNode.Scalar? sql = query.RequiredSql("query", "a SELECT, whose first column has the items");
            query.RefuseUnknownKeys();
            texts.AddRange(sql is null ? [] : [sql]);
            return new FanOut { Query = sql?.Value.TrimEnd().TrimEnd(';'), AtOnceMax = atOnce };
        }

        IReadOnlyList<YamlNode.Scalar> items = reader.RawTexts("for_each");
        if (items.Count > FanOut.ItemsMax)
        {
            context.BadValue(node.Location, $"there are {items.Count} items", $"expected at most {FanOut.ItemsMax}");
        }

        texts.AddRange(items);
        return new FanOut { Items = [.. items.Select(item => item.Value)], AtOnceMax = atOnce };
    }

    /// <summary>A number, or a map.</summary>
    private RetryRule Retries(MapReader reader)
    {
        if (reader.Find("retries") is not YamlNode.Map map)
        {
            return new RetryRule { Max = (int?)reader.Whole("retries", 0, RetriesMax) ?? 0 };
        }

        RetryRule standard = new();
        MapReader retries = new(map, context, "'retries'", reader.Place("retries"));
        retries.Require("max", "a number");
        RetryRule rule = new()
        {
            Max = (int?)retries.Whole("max", 0, RetriesMax) ?? 0,
            Delay = retries.FindDuration("delay", context) ?? standard.Delay,
            Factor = Number(retries, "factor", 1, 100) ?? standard.Factor,
            DelayMax = retries.FindDuration("max_delay", context) ?? standard.DelayMax,
            Jitter = Number(retries, "jitter", 0, 1) ?? standard.Jitter,
        };
        retries.RefuseUnknownKeys();
        return rule;
    }

    private double? Number(MapReader reader, string key, double min, double max)
    {
        if (reader.Text(key) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            && number >= min && number <= max)
        {
            return number;
        }

        context.BadValue(
            text.Location, $"{key} is '{Shown.Text(text.Value)}'", $"expected a number from {min} to {max}");
        return null;
    }
}
