namespace Observability.Dashboard;

/// <summary>Placeholder of the mount point.</summary>
public static class DashboardEndpoints;
