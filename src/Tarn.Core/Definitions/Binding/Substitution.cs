using System.Text;
using Tarn.Common;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>
/// Replaces <c>${env:NAME}</c>, <c>${file:path}</c> and <c>${secret:NAME}</c> in scalars, so that secrets need not stand in
/// definitions.
/// <c>$${</c> stands for <c>${</c> itself. SQL is never touched: values reach it as bound parameters only.
/// </summary>
/// <param name="directory">The lake's, which paths of files count from.</param>
/// <param name="secrets">Those that the lake keeps, by name.</param>
/// <param name="diagnostics">What cannot be resolved.</param>
internal sealed class Substitution(
    string directory, IReadOnlyDictionary<string, string> secrets, DiagnosticBag diagnostics)
{
    /// <summary>What the value of a reference is expected to be.</summary>
    public const string Expected = "expected ${env:NAME}, ${file:path} or ${secret:NAME}";

    private const int SecretBytesMax = 64 * 1024;
    private const string Opening = "${";

    private readonly SortedSet<string> _variables = new(StringComparer.Ordinal);

    /// <summary>Names of the environment variables that were asked for so far, in order.</summary>
    public IReadOnlyList<string> Variables => [.. _variables];

    /// <summary>The scalar with everything replaced; what cannot be resolved is reported and stays as it is.</summary>
    public YamlNode.Scalar Expand(YamlNode.Scalar scalar)
    {
        string value = scalar.Value;
        int opening = value.IndexOf(Opening, StringComparison.Ordinal);
        if (opening < 0)
        {
            return scalar;
        }

        StringBuilder text = new();
        int done = 0;
        for (; opening >= 0; opening = value.IndexOf(Opening, done, StringComparison.Ordinal))
        {
            if (opening > done && value[opening - 1] == '$')
            {
                text.Append(value, done, opening - 1 - done).Append(Opening);
                done = opening + Opening.Length;
                continue;
            }

            int closing = value.IndexOf('}', opening);
            if (closing < 0)
            {
                Report(scalar, $"'{Shown.Text(value[opening..])}' is not closed", Expected);
                return scalar;
            }

            text.Append(value, done, opening - done);
            text.Append(Resolve(scalar, value[(opening + Opening.Length)..closing]));
            done = closing + 1;
        }

        text.Append(value, done, value.Length - done);
        return scalar with { Value = text.ToString(), Style = ScalarStyle.Quoted };
    }

    private string? Resolve(YamlNode.Scalar scalar, string reference)
    {
        int colon = reference.IndexOf(':', StringComparison.Ordinal);
        string kind = colon < 0 ? reference : reference[..colon];
        string name = colon < 0 ? "" : reference[(colon + 1)..].Trim();
        return (kind, name) switch
        {
            ("env", not "") => FromEnvironment(scalar, name),
            ("file", not "") => FromFile(scalar, name),
            ("secret", not "") => secrets.GetValueOrDefault(name)
                ?? Report(scalar, $"there is no secret '{Shown.Text(name)}'", "'tarn secrets set' makes one"),
            _ => Report(scalar, $"cannot resolve '${{{Shown.Text(reference)}}}'", Expected),
        };
    }

    private string? FromEnvironment(YamlNode.Scalar scalar, string name)
    {
        _variables.Add(name);
        return Environment.GetEnvironmentVariable(name)
            ?? Report(scalar, $"environment variable '{name}' is not set", "set it before starting tarn");
    }

    /// <summary>The file's text without the line end that editors put last.</summary>
    private string? FromFile(YamlNode.Scalar scalar, string name)
    {
        try
        {
            string path = Path.Combine(directory, name);
            return new FileInfo(path).Length > SecretBytesMax
                ? Report(scalar, $"file '{name}' is larger than {SecretBytesMax} bytes", "a value has at most 64 KiB")
                : File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Report(
                scalar, $"cannot read file '{name}': {exception.Message}", "paths start at the lake's directory");
        }
    }

    private string? Report(YamlNode.Scalar scalar, string message, string label)
    {
        diagnostics.Error(ErrorCodes.UnresolvedSecret, scalar.Location, message, label);
        return null;
    }
}
