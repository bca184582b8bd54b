using Tarn.Common.Network;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>The section <c>security</c> of lake.yaml.</summary>
internal sealed class SecurityBinder(BindingContext context)
{
    /// <param name="lake">The map that has the section, or not.</param>
    /// <param name="directory">The lake's, which relative paths count from.</param>
    public SecuritySettings Bind(MapReader lake, string directory)
    {
        if (lake.Map("security") is not { } map)
        {
            return new SecuritySettings();
        }

        MapReader reader = new(map, context, "security", lake.Place("security"));
        YamlNode.Scalar? file = reader.Text("master_key_file");
        YamlNode.Scalar? key = reader.Text("master_key");
        OutboundRules outbound = Outbound(reader);
        reader.RefuseUnknownKeys();
        if (file is not null && key is not null)
        {
            context.BadValue(
                key.Location, "the master key is given twice", "expected 'master_key_file' or 'master_key'");
        }

        return new SecuritySettings
        {
            MasterKeyFile = file is null ? null : Path.GetFullPath(file.Value, directory),
            MasterKey = key?.Value,
            Outbound = outbound,
        };
    }

    private OutboundRules Outbound(MapReader security)
    {
        if (security.Map("outbound") is not { } map)
        {
            return OutboundRules.None;
        }

        MapReader reader = new(map, context, "security.outbound", security.Place("outbound"));
        IReadOnlyList<YamlNode.Scalar> allowed = reader.Texts("allow");
        reader.RefuseUnknownKeys();
        foreach (YamlNode.Scalar wrong in allowed.Where(rule => !OutboundRules.IsRule(rule.Value)))
        {
            context.BadValue(
                wrong.Location,
                $"allow has '{Shown.Text(wrong.Value)}'",
                "expected a host, an address or a CIDR block such as 10.1.0.0/16");
        }

        return new OutboundRules(allowed.Select(rule => rule.Value).Where(OutboundRules.IsRule));
    }
}
