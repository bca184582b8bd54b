using Tarn.Definitions.Yaml;
using Tarn.Jobs;

namespace Tarn.Definitions.Binding;

/// <summary>What every kind of check takes: <c>name</c>, <c>severity</c>, <c>on_fail</c>.</summary>
internal sealed record CheckOptions(string? Name, OnFail OnFail)
{
    private static readonly (string, bool)[] Severities = [("error", true), ("warn", false)];

    private static readonly (string, OnFail)[] Outcomes =
    [
        ("warn", OnFail.Warn),
        ("drop", OnFail.Drop),
        ("quarantine", OnFail.Quarantine),
        ("fail", OnFail.Fail),
    ];

    public static CheckOptions Read(MapReader reader, BindingContext context)
    {
        YamlNode.Scalar? name = reader.Text("name");
        bool isNamed = name is not null && NameRules.IsLabel(context, "check", name);
        bool? isError = reader.Word("severity", Severities);
        OnFail? onFail = reader.Word("on_fail", Outcomes);
        if (isError == false && onFail is not (null or OnFail.Warn))
        {
            Contradict(reader, context, "severity warn changes nothing, so on_fail can only be warn");
        }
        else if (isError == true && onFail == OnFail.Warn)
        {
            Contradict(reader, context, "severity error cannot be answered with on_fail warn");
        }

        OnFail outcome = onFail ?? (isError == false ? OnFail.Warn : OnFail.Fail);
        return new CheckOptions(isNamed ? name!.Value : null, outcome);
    }

    /// <summary>A table-level check cannot tell which rows to take out.</summary>
    public void RefuseRowOutcomes(MapReader reader, BindingContext context)
    {
        if (OnFail is OnFail.Drop or OnFail.Quarantine)
        {
            context.BadValue(
                reader.Place("on_fail"),
                $"{reader.What} judges the table as a whole, so no rows can be taken out of it",
                "expected warn or fail");
        }
    }

    private static void Contradict(MapReader reader, BindingContext context, string message) => context.BadValue(
        reader.Place("on_fail"),
        $"{reader.What}: {message}",
        "contradicts severity",
        "on_fail alone is enough; leave severity out");
}
