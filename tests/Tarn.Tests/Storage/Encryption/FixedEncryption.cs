using Tarn.Storage.Encryption;

namespace Tarn.Tests.Storage.Encryption;

/// <summary>Says of every bucket the same.</summary>
internal sealed class FixedEncryption(EncryptionRule? rule) : IDefaultEncryption
{
    public Task<EncryptionRule?> OfAsync(string bucket, CancellationToken cancellationToken) => Task.FromResult(rule);

    public bool IsDefined(string bucket) => rule is not null;
}
