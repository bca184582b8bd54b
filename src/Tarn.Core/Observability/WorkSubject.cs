namespace Tarn.Observability;

/// <summary>What people are told about. Persisted by name.</summary>
public enum WorkSubject
{
    Job,
    Crawler,
    Workflow,
}
