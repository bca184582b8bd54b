using System.Globalization;
using System.Text;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>Metrics in Prometheus' text format, version 0.0.4.</summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder _text = new();

    /// <summary>What follows are samples of it.</summary>
    /// <param name="type"><c>counter</c> or <c>gauge</c>.</param>
    public void Describe(string name, string type, string help) =>
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

    /// <param name="labels">Their values have neither quotes nor backslashes nor ends of lines.</param>
    public void Sample(string name, double value, params (string Name, string Value)[] labels)
    {
        _text.Append(name);
        if (labels.Length > 0)
        {
            _text.Append('{')
                .AppendJoin(',', labels.Select(label => $"{label.Name}=\"{label.Value}\""))
                .Append('}');
        }

        _text.Append(CultureInfo.InvariantCulture, $" {value}\n");
    }

    /// <summary>One that has no labels.</summary>
    public void Single(string name, string type, string help, double value)
    {
        Describe(name, type, help);
        Sample(name, value);
    }

    public override string ToString() => _text.ToString();
}
