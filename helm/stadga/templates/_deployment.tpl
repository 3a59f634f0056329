{{/* One Deployment. Arguments: root ($), process (its name and key in values), args (the stadga command),
     replicas (absent: the autoscaler's affair), port and probes (only where something listens), spread. */}}
{{- define "stadga.deployment" -}}
{{- $root := .root -}}
{{- $values := index $root.Values .process -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "stadga.name" $root }}-{{ .process }}
  labels:
    {{- include "stadga.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .process }}
spec:
  {{- if hasKey . "replicas" }}
  replicas: {{ .replicas }}
  {{- end }}
  revisionHistoryLimit: 3
  strategy:
    {{- if .recreate }}
    type: Recreate  # never two at once, not even during an upgrade
    {{- else }}
    type: RollingUpdate
    rollingUpdate: {maxUnavailable: 0, maxSurge: 1}
    {{- end }}
  selector:
    matchLabels:
      {{- include "stadga.selector" $root | nindent 6 }}
      app.kubernetes.io/component: {{ .process }}
  template:
    metadata:
      labels:
        {{- include "stadga.labels" $root | nindent 8 }}
        app.kubernetes.io/component: {{ .process }}
      annotations:
        # New addresses in the Secret mean new pods. The signing key is left out: it would differ in every dry run.
        checksum/urls: {{ list $root.Values.database.url $root.Values.redis.url $root.Values.email.url | join "\n" | sha256sum }}
        {{- with $root.Values.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      {{- include "stadga.placement" $root | nindent 6 }}
      securityContext:
        {{- include "stadga.podSecurity" $root | nindent 8 }}
      terminationGracePeriodSeconds: {{ $values.terminationGracePeriodSeconds | default 30 }}
      {{- if .spread }}
      topologySpreadConstraints:  # a lost node should not take all of them
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "stadga.selector" $root | nindent 14 }}
              app.kubernetes.io/component: {{ .process }}
      {{- end }}
      containers:
        - name: {{ .process }}
          image: {{ include "stadga.image" $root }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          args: {{ toJson .args }}
          env:
            {{- include "stadga.environment" (dict "root" $root "process" .process "dbPool" ($values.dbPool | default 1)) | nindent 12 }}
            {{- with $values.threads }}
            - name: STADGA_WEB_THREADS
              value: {{ . | quote }}
            - name: STADGA_GRACE_SECONDS  # the pause before stopping and a little more must fit in as well
              value: {{ sub $values.terminationGracePeriodSeconds 8 | quote }}
            {{- end }}
            {{- with $values.processes }}
            - name: STADGA_WORKER_PROCESSES
              value: {{ . | quote }}
            {{- end }}
          securityContext:
            {{- include "stadga.containerSecurity" $root | nindent 12 }}
          {{- if .port }}
          ports:
            - {name: http, containerPort: {{ .port }}}
          {{- include "stadga.probes" . | nindent 10 }}
          lifecycle:
            preStop:
              sleep: {seconds: 5}  # the Ingress stops sending before the process stops taking
          {{- end }}
          resources:
            {{- toYaml $values.resources | nindent 12 }}
          volumeMounts:
            - {name: tmp, mountPath: /tmp}
      volumes:
        - name: tmp
          emptyDir: {sizeLimit: {{ $values.temporaryFiles | default "256Mi" }}}
{{- end -}}

{{/* Alive is asked patiently: a hall that votes at once makes a pod slow, and a restart would lose the votes under way. */}}
{{- define "stadga.probes" -}}
startupProbe:
  httpGet: {path: /healthz, port: http}
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /healthz, port: http}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: {{ .ready }}, port: http}
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 3
{{- end -}}
