namespace Tarn.Protocols.Streams;

/// <summary>What became of the records of a request.</summary>
/// <param name="Accepted">How many are durable.</param>
/// <param name="Errors">Of the others, by position.</param>
internal sealed record PutResult(int Accepted, IReadOnlyList<RecordError> Errors);

/// <summary>Why a record was not taken.</summary>
/// <param name="Index">Its position in the request, from 0.</param>
/// <param name="Code">One of the error codes.</param>
/// <param name="Message">For people.</param>
internal readonly record struct RecordError(int Index, string Code, string Message);
