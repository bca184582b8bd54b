using Tarn.Common;
using Tarn.Definitions.Binding;

namespace Tarn.Definitions;

/// <summary>
/// Reads the section <c>security</c> of lake.yaml alone: it says where the key is that opens the secrets which the rest
/// of the definitions may need.
/// </summary>
public static class SecurityLoader
{
    /// <param name="directory">The lake's.</param>
    /// <param name="environment">Name of the <c>lake.ENV.yaml</c> to lay over lake.yaml; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TarnException">TN1001: not a lake. TN1003: no such environment.</exception>
    /// <exception cref="DiagnosticException">The section is wrong, or the file cannot be read.</exception>
    public static async Task<SecuritySettings> LoadAsync(
        string directory, string? environment, CancellationToken cancellationToken)
    {
        LakeFiles files = LakeFiles.Find(directory, environment);
        DiagnosticBag diagnostics = new();
        SecretReferences references = new(files.Directory, new Dictionary<string, string>());
        BindingContext context = new(diagnostics, new Substitution(references, diagnostics));
        SourceReader sources = new(files.Directory, diagnostics);
        SecuritySettings? settings = await LakeMap.ReadAsync(files, sources, context, cancellationToken) is { } map
            ? new SecurityBinder(context).Bind(
                new MapReader(map, context, LakeFiles.LakeFile, map.Location), files.Directory)
            : null;
        diagnostics.ThrowIfAny();
        return settings ?? new SecuritySettings();
    }
}
