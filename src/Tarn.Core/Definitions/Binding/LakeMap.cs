using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>The text of lake.yaml as a map, with that of the environment laid over it.</summary>
internal static class LakeMap
{
    /// <summary>Null when one of them cannot be read, which is reported.</summary>
    public static async Task<YamlNode.Map?> ReadAsync(
        LakeFiles files, SourceReader sources, BindingContext context, CancellationToken cancellationToken)
    {
        YamlNode.Map? map = await ReadAsync(LakeFiles.LakeFile, sources, context, cancellationToken);
        if (files.Overlay is null)
        {
            return map;
        }

        YamlNode.Map? overlay = await ReadAsync(files.Overlay, sources, context, cancellationToken);
        return map is null || overlay is null ? null : YamlOverlay.Merge(map, overlay);
    }

    private static async Task<YamlNode.Map?> ReadAsync(
        string file, SourceReader sources, BindingContext context, CancellationToken cancellationToken) =>
        await sources.ReadAsync(file, cancellationToken) is { } source
            ? new YamlReader(source, context.Diagnostics).ReadMap(0, source.Text.Length)
            : null;
}
