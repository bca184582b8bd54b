namespace Tarn.Queries.Errors;

/// <summary>Whose fault an error is, with the numbers of Athena's <c>ErrorCategory</c>.</summary>
/// <remarks>https://docs.aws.amazon.com/athena/latest/ug/error-reference.html</remarks>
public enum AthenaErrorCategory
{
    System = 1,
    User = 2,
    Other = 3,
}
