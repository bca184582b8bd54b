namespace Tarn.Security.Keys;

/// <summary>Where the master key of a lake comes from.</summary>
public sealed record MasterKeyOptions
{
    public const string DefaultFileName = "master.key";

    /// <summary>Absolute path of a file that only its owner may read; the first key of the lake makes it.</summary>
    public required string FilePath { get; init; }

    /// <summary>The key itself, 32 bytes in base 64, as from an environment variable; null means the file.</summary>
    public string? Text { get; init; }

    /// <summary>Without the key.</summary>
    public override string ToString() => Text is null ? FilePath : "given by the lake's settings";
}
