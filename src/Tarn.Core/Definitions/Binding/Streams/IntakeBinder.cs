using Tarn.Streams.Intake;

namespace Tarn.Definitions.Binding.Streams;

/// <summary>The <c>http:</c> and <c>schema:</c> of a stream.</summary>
/// <param name="directory">The lake's, which paths of schemas count from.</param>
internal sealed class IntakeBinder(BindingContext context, string directory)
{
    private const long RequestsMax = 1_000_000;

    private static readonly (string, bool)[] Styles = [("body", false), ("timestamped", true)];

    public StreamIntake Bind(MapReader stream)
    {
        string? schema = new SchemaBinder(context, directory).Bind(stream);
        if (stream.Map("http") is not { } map)
        {
            return new StreamIntake { Schema = schema };
        }

        MapReader reader = new(map, context, "http", stream.Place("http"));
        StreamIntake intake = new()
        {
            Keys = [.. reader.Texts("keys").Select(key => key.Value)],
            Signature = Signature(reader),
            Beacon = Beacon(reader),
            Schema = schema,
        };
        reader.RefuseUnknownKeys();
        return intake;
    }

    private WebhookSignature? Signature(MapReader http)
    {
        if (http.Map("hmac") is not { } map)
        {
            return null;
        }

        MapReader reader = new(map, context, "hmac", http.Place("hmac"));
        string? secret = reader.RequiredText("secret", "what both sides know, as ${env:NAME}")?.Value;
        bool isTimestamped = reader.Word("style", Styles) ?? false;
        WebhookSignature signature = new()
        {
            Secret = secret ?? "",
            IsTimestamped = isTimestamped,
            Header = reader.Text("header")?.Value
                ?? (isTimestamped ? WebhookSignature.TimestampedHeader : WebhookSignature.BodyHeader),
        };
        if (reader.FindDuration("tolerance", context) is { } tolerance)
        {
            signature = signature with { Tolerance = tolerance };
        }

        reader.RefuseUnknownKeys();
        return secret is null ? null : signature;
    }

    private BeaconRules? Beacon(MapReader http)
    {
        if (http.Map("beacon") is not { } map)
        {
            return null;
        }

        MapReader reader = new(map, context, "beacon", http.Place("beacon"));
        BeaconRules rules = new()
        {
            Origins = [.. reader.RequiredTexts("origins", "origins of pages").Select(origin => origin.Value)],
        };
        if (reader.Whole("rate", 1, RequestsMax) is { } rate)
        {
            rules = rules with { RequestsPerMinute = (int)rate };
        }

        reader.RefuseUnknownKeys();
        return rules;
    }
}
