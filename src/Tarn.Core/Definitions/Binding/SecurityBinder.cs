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
        };
    }
}
