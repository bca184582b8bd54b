using Tarn.Logs;

namespace Tarn.Protocols.Aws.Logs;

/// <summary>What CloudWatch Logs' operations work on.</summary>
/// <param name="Store">Groups and streams.</param>
/// <param name="Events">What is in them.</param>
public sealed record LogsParts(LogStore Store, LogEvents Events);
