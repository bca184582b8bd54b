using Tarn.Common;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding.Sources;

/// <summary>
/// Values that are secret, or have a secret in them: they must come from somewhere else, so that definitions can be
/// shown to anybody.
/// </summary>
internal static class SecretText
{
    private const string Reference = "${";

    /// <summary>A secret value; one that is written out is reported.</summary>
    public static YamlNode.Scalar? Secret(this MapReader reader, string key, BindingContext context)
    {
        if (reader.Find(key) is YamlNode.Scalar written && !IsReference(written.Value))
        {
            Report(context, written.Location, key);
            return null;
        }

        return reader.Text(key);
    }

    /// <summary>A secret value that has to be there; one that is missing or written out is reported.</summary>
    public static YamlNode.Scalar? RequiredSecret(this MapReader reader, string key, BindingContext context)
    {
        reader.Require(key, "\"${env:NAME}\"");
        return reader.Secret(key, context);
    }

    /// <summary>A URL; a password that is written out in it is reported.</summary>
    public static YamlNode.Scalar? SecretUrl(this MapReader reader, string key, BindingContext context)
    {
        if (reader.Find(key) is YamlNode.Scalar written && PasswordOf(written.Value) is { Length: > 0 } password
            && !IsReference(password))
        {
            Report(context, written.Location, $"the password in {key}");
            return null;
        }

        return reader.Text(key);
    }

    private static bool IsReference(string text) => text.Contains(Reference, StringComparison.Ordinal);

    /// <summary>What stands between the user's name and the host, or in a parameter.</summary>
    private static string? PasswordOf(string url)
    {
        const string parameter = "password=";
        int start = url.IndexOf(parameter, StringComparison.OrdinalIgnoreCase);
        if (start >= 0)
        {
            return url[(start + parameter.Length)..].Split('&')[0];
        }

        int scheme = url.IndexOf("://", StringComparison.Ordinal);
        int at = url.LastIndexOf('@');
        if (scheme < 0 || at < scheme)
        {
            return null;
        }

        string[] user = url[(scheme + 3)..at].Split(':', 2);
        return user.Length < 2 ? null : user[1];
    }

    private static void Report(BindingContext context, SourceLocation place, string what) => context.Diagnostics.Error(
        ErrorCodes.UnresolvedSecret,
        place,
        $"{what} is written out",
        Substitution.Expected,
        "a definition is copied, shown and kept in version control; a secret must not be in it");
}
