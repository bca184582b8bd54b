namespace Tarn.Streams.Stages;

/// <summary>
/// What a function makes of a record, in the words of Firehose ("Data transformation and status model").
/// </summary>
public abstract record FunctionResult
{
    /// <summary>It is delivered.</summary>
    /// <param name="Data">What goes into the object.</param>
    public sealed record Ok(ReadOnlyMemory<byte> Data) : FunctionResult
    {
        /// <summary>For <c>!{partitionKeyFromLambda:name}</c>.</summary>
        public IReadOnlyDictionary<string, string> PartitionKeys { get; init; } = new Dictionary<string, string>();
    }

    /// <summary>It is meant to go nowhere.</summary>
    public sealed record Dropped : FunctionResult;

    /// <summary>It goes to the error prefix.</summary>
    /// <param name="Message">Why.</param>
    public sealed record ProcessingFailed(string Message) : FunctionResult;
}
