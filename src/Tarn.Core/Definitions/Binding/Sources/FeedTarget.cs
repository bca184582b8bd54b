using Tarn.Common;

namespace Tarn.Definitions.Binding.Sources;

/// <summary>A feed's name and where its objects go.</summary>
internal sealed record FeedTarget(string Name, string Bucket, string Prefix, SourceLocation Place);
