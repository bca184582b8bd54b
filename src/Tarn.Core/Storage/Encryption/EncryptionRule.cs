namespace Tarn.Storage.Encryption;

/// <summary>How objects of a bucket are encrypted that do not say it themselves.</summary>
/// <param name="Algorithm">As in <see cref="ObjectEncryption"/>.</param>
/// <param name="KeyName">Any name of a key; null is the lake's own.</param>
public sealed record EncryptionRule(string Algorithm, string? KeyName)
{
    /// <summary>With the bucket's own key.</summary>
    public static EncryptionRule OfBucket { get; } = new(ObjectEncryption.OfBucket, null);

    /// <summary>As people read it.</summary>
    public override string ToString() => KeyName is null ? Algorithm : $"{Algorithm} with {KeyName}";
}
