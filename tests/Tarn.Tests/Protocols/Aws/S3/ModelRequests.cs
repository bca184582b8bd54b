namespace Tarn.Tests.Protocols.Aws.S3;

/// <summary>Keys that a model asks for, and how it does.</summary>
internal static class ModelRequests
{
    public static readonly string[] Keys =
    [
        "a", "a/", "a/b", "a//b", "b", "b/c/d", "é", "e\u0301", "../x", "z%2F", "a b", "a+b", ".tarn-incoming/x", "~",
    ];

    /// <summary>The key as it is in a request's path.</summary>
    public static string Path(string key) =>
        string.Join('/', key.Split('/').Select(segment => segment == ".." ? "%2E%2E" : Uri.EscapeDataString(segment)));

    /// <summary>Null when both are the same, else what is wrong.</summary>
    public static string? Expect<T>(string what, T expected, T actual) =>
        EqualityComparer<T>.Default.Equals(expected, actual) ? null : $"{what}: expected {expected}, got {actual}";

    /// <summary>The version that an answer tells of; null when the bucket never had versions.</summary>
    public static string? VersionOf(S3Answer answer) => answer.Header("x-amz-version-id");
}
