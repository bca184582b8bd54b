using System.Globalization;
using Tarn.Common;
using Tarn.Definitions.Binding.Streams;
using Tarn.Definitions.Yaml;
using Tarn.Flows.Graphs;
using Tarn.Sources.Http;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>
/// The request of a step. Secrets stay references: they must be there now, and are looked up again for each request.
/// </summary>
internal sealed class HttpCallBinder(BindingContext context, List<YamlNode.Scalar> texts)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Null, with an error, when it has no address.</summary>
    public StepWork.CallHttp? Bind(MapReader reader)
    {
        reader.Require("url", "an address such as https://example.org/orders");
        YamlNode.Scalar? url = Noted(reader.Raw("url"));
        YamlNode.Scalar? method = reader.Text("method");
        Dictionary<string, string> headers = Headers(reader);
        (string? body, bool isJson) = Body(reader);
        StepWork.CallHttp? call = url is null ? null : new StepWork.CallHttp(url.Value)
        {
            Method = Method(method) ?? (body is null ? "GET" : "POST"),
            Headers = headers,
            Body = body,
            IsJson = isJson,
            Expected = Expected(reader),
            Fields = Fields(reader),
        };
        TimeSpan? timeMax = reader.FindDuration("timeout", context);
        reader.RefuseUnknownKeys();
        return call is null || timeMax is null ? call : call with { TimeMax = timeMax.Value };
    }

    private string? Method(YamlNode.Scalar? method)
    {
        if (method is null || Methods.Contains(method.Value))
        {
            return method?.Value;
        }

        context.BadValue(
            method.Location, $"method is '{Shown.Text(method.Value)}'", $"expected one of {Shown.List(Methods)}");
        return null;
    }

    private Dictionary<string, string> Headers(MapReader reader)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach ((YamlNode.Scalar name, YamlNode.Scalar value) in reader.RawEntries("headers", takesEmpty: true))
        {
            headers[name.Value] = Noted(value)!.Value;
        }

        return headers;
    }

    /// <summary>Text is sent as it is; a map or a list as JSON.</summary>
    private (string? Body, bool IsJson) Body(MapReader reader)
    {
        switch (reader.Find("body"))
        {
            case null:
                return (null, false);
            case YamlNode.Scalar text:
                return (Noted(text)!.Value, false);
            case var node:
                Note(node);
                return (YamlJson.Of(node), true);
        }
    }

    private void Note(YamlNode node)
    {
        IEnumerable<YamlNode> parts = node switch
        {
            YamlNode.Map map => map.Entries.Select(entry => entry.Value),
            YamlNode.Sequence list => list.Items,
            _ => [],
        };
        foreach (YamlNode part in parts)
        {
            Note(part);
        }

        if (node is YamlNode.Scalar { IsNull: false } text)
        {
            Noted(text);
        }
    }

    private List<int> Expected(MapReader reader)
    {
        List<int> expected = [];
        foreach (YamlNode.Scalar text in reader.Texts("expect"))
        {
            if (int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int status)
                && status is >= 100 and <= 599)
            {
                expected.Add(status);
            }
            else
            {
                context.BadValue(
                    text.Location, $"'{Shown.Text(text.Value)}' is no status", "expected numbers such as [200, 409]");
            }
        }

        return expected;
    }

    private Dictionary<string, string> Fields(MapReader reader)
    {
        Dictionary<string, string> fields = [];
        foreach (YamlEntry entry in reader.Map("outputs")?.Entries ?? [])
        {
            NameRules.IsLabel(context, "output", entry.Key);
            if (entry.Value is YamlNode.Scalar { IsNull: false } path && JsonPath.TryParse(path.Value) is not null)
            {
                fields[entry.Key.Value] = path.Value;
            }
            else
            {
                context.BadValue(
                    entry.Value.Location,
                    $"output '{Shown.Text(entry.Key.Value)}' is no place in an answer",
                    "expected one such as $.order.id");
            }
        }

        return fields;
    }

    /// <summary>Takes note of a text, and reports secrets in it that are not there.</summary>
    private YamlNode.Scalar? Noted(YamlNode.Scalar? text)
    {
        if (text is null)
        {
            return null;
        }

        texts.Add(text);
        try
        {
            foreach (string secret in References.Find(text.Value).Where(SecretReferences.Is))
            {
                context.Substitution.Expand(text with { Value = $"${{{secret}}}" });
            }
        }
        catch (FormatException)
        {
            // Reported with all texts of steps.
        }

        return text;
    }
}
